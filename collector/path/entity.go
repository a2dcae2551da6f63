package path

import (
	"encoding/json"
	"slices"

	"constat/store/record"
)

// An entity of RFC 9083, section 5.1: an organisation, or a person.
type entity struct {
	Handle string   `json:"handle"`
	Roles  []string `json:"roles"`
	// Card is a jCard, RFC 7095: "vcard" and a list of properties, each of name,
	// parameters, type and values.
	Card []json.RawMessage `json:"vcardArray"`
	IDs  []struct {
		Type       string `json:"type"`
		Identifier string `json:"identifier"`
	} `json:"publicIds"`
}

// holderOf returns the registrant, if it is an organisation.
func holderOf(list []*entity) (h record.PathHolder) {
	for _, e := range list {
		if !e.is("registrant") || e.person() {
			continue
		}
		if name := e.organisation(); name != "" {
			return record.PathHolder{Handle: clip(e.Handle), Name: clip(name)}
		}
	}
	return h
}

func (e *entity) is(role string) bool { return e != nil && slices.Contains(e.Roles, role) }

// property returns the text of a property, the first of several.
func (e *entity) property(name string) string {
	var list [][]json.RawMessage
	if len(e.Card) < 2 || json.Unmarshal(e.Card[1], &list) != nil {
		return ""
	}
	for _, p := range list {
		var have, text string
		if len(p) < 4 || json.Unmarshal(p[0], &have) != nil || have != name {
			continue
		}
		var parts []string
		switch {
		case json.Unmarshal(p[3], &text) == nil:
			return text
		case json.Unmarshal(p[3], &parts) == nil && len(parts) > 0:
			return parts[0] // of an organisation, its units come after
		}
	}
	return ""
}

// person reports whether an entity says that it is one. RFC 6350, section 6.1.4,
// takes it for one where nothing is said; see organisation.
func (e *entity) person() bool { return e.property("kind") == "individual" }

func (e *entity) name() string { return e.property("fn") }

// organisation returns the name of one, empty where a name can be a person's.
func (e *entity) organisation() string {
	if e.property("kind") == "org" {
		return e.name()
	}
	return e.property("org")
}

// number is what IANA calls a registrar, RFC 9083 section 4.8.
func (e *entity) number() string {
	for _, id := range e.IDs {
		if id.Type == "IANA Registrar ID" {
			return id.Identifier
		}
	}
	return ""
}
