from chapters.imports.commanding import ImportCommand
from chapters.models import ImportBatch


class Command(ImportCommand):
    help = "Nhập danh sách tổ chức đảng từ bảng tính; dòng cuối cùng là các con số, dạng JSON."
    kind = ImportBatch.Kind.ORGANIZATIONS
    needs_organization = False
