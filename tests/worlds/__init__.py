"""The places where tests are set: a town hall, its servers, several of them."""
