package export

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"constat/store/registry"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("members.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("members.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Another implementation's validator takes what is written, and refuses what is not.
func TestTheSchemaIsThatOfTheJSON(t *testing.T) {
	s := compiled(t)
	valid := func(b []byte) error {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		return s.Validate(v)
	}
	var b bytes.Buffer
	if err := MembersJSON(&b, Roll{Claim: registry.Header{Name: "whc", Created: "2021-09-01T12:00:00Z"}, Files: append(rollOf(append(sorted(t), many(t, 20)[19])...).Files[1:], filed(t)...), Ownership: asked(), Gone: left(), Doubts: doubted()}); err != nil {
		t.Fatal(err)
	}
	if err := valid(b.Bytes()); err != nil {
		t.Error(err)
	}
	for _, change := range [][2]string{{`"25500.00"`, `25500.00`}, {`"rebuild_cost"`, `"rebuild"`}, {`"constat-members/1"`, `"constat-members/2"`}, {`"totals"`, `"sums"`}, {`"2019-02-28"`, `"28/02/2019"`}} {
		if valid([]byte(strings.Replace(b.String(), change[0], change[1], 1))) == nil {
			t.Errorf("%s for %s is valid", change[1], change[0])
		}
	}
}

// A field that is added to a member is added to the schema.
func TestTheSchemaKnowsEveryField(t *testing.T) {
	var doc map[string]any
	if err := json.Unmarshal(Schema, &doc); err != nil {
		t.Fatal(err)
	}
	defs := doc["$defs"].(map[string]any)
	alike(t, "member", reflect.TypeFor[registry.Member](), defs["member"].(map[string]any), defs)
	alike(t, "", reflect.TypeFor[membersFile](), doc, defs)
}

func alike(t *testing.T, at string, typ reflect.Type, s map[string]any, defs map[string]any) {
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		if typ.Kind() == reflect.Slice {
			s, _ = s["items"].(map[string]any)
		}
		typ = typ.Elem()
	}
	if ref, ok := s["$ref"].(string); ok {
		s, _ = defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
	}
	if typ.Kind() != reflect.Struct {
		return
	}
	have, _ := s["properties"].(map[string]any)
	var want []string
	for i := range typ.NumField() {
		f := typ.Field(i)
		if !f.IsExported() {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		want = append(want, name)
		if p, ok := have[name].(map[string]any); ok {
			alike(t, at+"."+name, f.Type, p, defs)
		}
	}
	for _, name := range want {
		if have[name] == nil {
			t.Errorf("%s.%s is not in the schema", at, name)
		}
	}
	for name := range have {
		if !slices.Contains(want, name) {
			t.Errorf("%s.%s is in the schema alone", at, name)
		}
	}
}
