"""The folder that serves as broker where there is no Redis.

kombu creates a message's file first and writes it afterwards; a worker that looks in between takes the empty
file and dies of it. Here a message appears whole or not at all.
"""

from __future__ import annotations

import uuid
from pathlib import Path
from time import time_ns
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:  # type: ignore[override]  # noqa: ARG002 (kombu's own)
        folder = Path(self.data_folder_out)
        name = f"{time_ns()}_{uuid.uuid4()}"
        unfinished = folder / f"{name}.part"
        unfinished.write_text(dumps(payload), encoding="utf-8")
        unfinished.rename(folder / f"{name}.{queue}.msg")


class Transport(filesystem.Transport):
    Channel = Channel


def use_whole_messages() -> None:
    """Let `filesystem://` mean this transport."""
    TRANSPORT_ALIASES["filesystem"] = "config.broker:Transport"
