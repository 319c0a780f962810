"""What we give to programs. The words under a field are its description in the API's own, and an
example goes with each kind of value, so that whole examples can be made of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from server.protocol.described import Described

SiteSlug = Annotated[str, Field(examples=["mairie"])]
TicketNumber = Annotated[str, Field(examples=["A042"])]
ServiceCode = Annotated[str, Field(examples=["identity"])]
CounterCode = Annotated[str, Field(examples=["1"])]
AgentLogin = Annotated[str, Field(examples=["agent1"])]
At = Annotated[datetime, Field(examples=["2026-11-24T08:00:43Z"])]
"""RFC 3339, UTC."""


class Given(Described, json_schema_serialization_defaults_required=True):
    """What is given is given whole: a field with a default is there all the same."""
