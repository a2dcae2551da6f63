package export

import _ "embed"

// Schema is the JSON Schema (draft 2020-12) of what MembersJSON writes.
//
//go:embed members.schema.json
var Schema []byte
