from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "meetings"
    verbose_name = "sinh hoạt"

    def ready(self) -> None:
        from chapters import columns
        from meetings import member_years, receivers  # noqa: F401
        from meetings.imports.registering import register_kinds

        register_kinds()
        columns.register(member_years.of)
