-- SPDX-License-Identifier: Apache-2.0
-- One name may be that of a node and of a gateway: the kind is part of the key. Until now the depth
-- told it.
--
-- Every statement may run again, and the old table is made again where it is gone: on PostgreSQL,
-- Flyway notes a migration after its commit, and whatever is killed in between starts with it again.

CREATE TABLE IF NOT EXISTS mesh_resource (
  -- names of what it is part of, from the mesh down, with slashes between; empty for a mesh
  parent TEXT COLLATE ${bytes} NOT NULL,
  -- as in the names of the API's operations, such as VirtualGateway
  kind TEXT COLLATE ${bytes} NOT NULL,
  name TEXT COLLATE ${bytes} NOT NULL,
  uid TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_updated_at BIGINT NOT NULL,
  status TEXT NOT NULL,
  -- JSON objects
  spec TEXT NOT NULL,
  tags TEXT NOT NULL,
  CONSTRAINT mesh_resource_key PRIMARY KEY (parent, kind, name)
);

CREATE TABLE IF NOT EXISTS resource (
  parent TEXT COLLATE ${bytes} NOT NULL,
  name TEXT COLLATE ${bytes} NOT NULL,
  uid TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_updated_at BIGINT NOT NULL,
  status TEXT NOT NULL,
  spec TEXT NOT NULL,
  tags TEXT NOT NULL,
  PRIMARY KEY (parent, name)
);

INSERT INTO mesh_resource
  (parent, kind, name, uid, version, created_at, last_updated_at, status, spec, tags)
SELECT
  parent,
  CASE
    WHEN parent = '' THEN 'Mesh'
    WHEN parent LIKE '%/%' THEN 'GatewayRoute'
    ELSE 'VirtualGateway'
  END,
  name, uid, version, created_at, last_updated_at, status, spec, tags
FROM resource;

DROP TABLE resource;
