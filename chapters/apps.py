from django.apps import AppConfig


class ChaptersConfig(AppConfig):
    name = "chapters"
    verbose_name = "tổ chức, đảng viên"

    def ready(self) -> None:
        from chapters import receivers  # noqa: F401
        from chapters.imports.registering import register_kinds

        register_kinds()
