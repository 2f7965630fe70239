"""The database: rows, repositories, unit of work, migrations, queries, backup."""
