"""Where facts are kept: tables, the store, its migrations, its verification and its backup."""
