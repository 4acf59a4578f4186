from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "scoring"
    verbose_name = "chấm điểm"

    def ready(self) -> None:
        from scoring import receivers  # noqa: F401
