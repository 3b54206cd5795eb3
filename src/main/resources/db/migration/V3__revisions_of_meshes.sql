-- SPDX-License-Identifier: Apache-2.0
-- Counts the changes in each mesh, so that replicas notice those of the others. The row of a mesh
-- outlives it: a mesh that is created again counts on.
--
-- The statement may run again: on PostgreSQL, Flyway notes a migration after its commit.

CREATE TABLE IF NOT EXISTS mesh_revision (
  mesh TEXT COLLATE ${bytes} NOT NULL PRIMARY KEY,
  revision BIGINT NOT NULL
);
