"""Secrets that are kept in blocks of Prefect."""

from __future__ import annotations


def secret(name: str) -> str:
    """Return what a secret block holds; "" where the block is no secret."""
    from prefect.blocks.system import Secret  # noqa: PLC0415 - most secrets stand in the environment

    block = Secret.load(name)
    return str(block.get()) if isinstance(block, Secret) else ""
