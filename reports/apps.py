from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "tổng hợp, báo cáo"

    def ready(self) -> None:
        import reports.receivers  # noqa: F401
