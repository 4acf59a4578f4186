from chapters.imports.commanding import ImportCommand
from chapters.models import ImportBatch


class Command(ImportCommand):
    help = "Nhập bảng theo dõi sinh hoạt từ bảng tính; dòng cuối cùng là các con số, dạng JSON."
    kind = ImportBatch.Kind.MEETINGS
