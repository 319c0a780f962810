"""A client made of the API's description and of nothing else: what it cannot read there, it
cannot do. It holds every answer against the shape that the description promises.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
from openapi_schema_validator import OAS31Validator

Json = dict[str, Any]


@dataclass
class Operation:
    method: str
    path: str
    told: Json


class DescribedClient:
    """`client.call("take_ticket", site="mairie", services=["identity"])`."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http
        self.description: Json = http.get("/api/openapi.json").raise_for_status().json()
        self.operations = {o.told["operationId"]: o for o in _operations(self.description)}

    def call(self, name: str, **values: Any) -> Any:
        """What was answered; each value goes where the description puts it."""
        operation = self.operations[name]
        places: dict[str, Json] = {"path": {}, "query": {}, "header": {}}
        for parameter in operation.told.get("parameters", ()):
            key = parameter["name"].lower().replace("-", "_")
            if key in values:
                places[parameter["in"]][parameter["name"]] = values.pop(key)
            else:
                assert not parameter.get("required"), f"{name} needs {key}"
        body = self._checked(operation, values)
        answer = self._http.request(
            operation.method,
            operation.path.format(**places["path"]),
            params=places["query"],
            headers=places["header"],
            json=body,
        )
        return self.read(name, answer)

    def read(self, name: str, answer: httpx.Response) -> Any:
        """The answer's body, held against what is described for its status."""
        responses = self.operations[name].told["responses"]
        assert str(answer.status_code) in responses, (name, answer.status_code, answer.text)
        described = responses[str(answer.status_code)].get("content")
        if not described:
            assert answer.content == b""
            return None
        kind = answer.headers["content-type"].partition(";")[0]
        if kind == "text/plain":
            return answer.text
        self.validate(answer.json(), described[kind]["schema"])
        if kind == "application/problem+json":
            assert answer.json()["code"] in described[kind]["examples"], (name, answer.text)
        return answer.json()

    def validate(self, value: object, schema: Json) -> None:
        validator = OAS31Validator({**schema, "components": self.description["components"]})
        assert [error.message for error in validator.iter_errors(value)] == []

    def _checked(self, operation: Operation, values: Json) -> Json | None:
        wanted = operation.told.get("requestBody")
        if wanted is None or not (values or wanted["required"]):
            assert not values, f"nothing describes {sorted(values)}"
            return None
        self.validate(values, wanted["content"]["application/json"]["schema"])
        return values


def _operations(description: Json) -> Iterator[Operation]:
    for path, methods in description["paths"].items():
        for method, told in methods.items():
            yield Operation(method.upper(), path, told)
