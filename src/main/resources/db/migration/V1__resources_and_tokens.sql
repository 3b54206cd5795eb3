-- SPDX-License-Identifier: Apache-2.0
-- One schema for SQLite and PostgreSQL. Times are milliseconds since 1970.

CREATE TABLE resource (
  -- names of what it is part of, from the mesh down, with slashes between; empty for a mesh
  parent TEXT COLLATE ${bytes} NOT NULL,
  name TEXT COLLATE ${bytes} NOT NULL,
  uid TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_updated_at BIGINT NOT NULL,
  status TEXT NOT NULL,
  -- JSON objects
  spec TEXT NOT NULL,
  tags TEXT NOT NULL,
  PRIMARY KEY (parent, name)
);

-- Calls that were carried out under a client token, each with its answer: the resource as it was.
CREATE TABLE client_token (
  operation TEXT NOT NULL,
  token TEXT NOT NULL,
  request TEXT NOT NULL,
  remembered_at BIGINT NOT NULL,
  parent TEXT NOT NULL,
  name TEXT NOT NULL,
  uid TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_updated_at BIGINT NOT NULL,
  status TEXT NOT NULL,
  spec TEXT NOT NULL,
  tags TEXT NOT NULL,
  PRIMARY KEY (operation, token)
);

CREATE INDEX client_token_by_age ON client_token (remembered_at);
