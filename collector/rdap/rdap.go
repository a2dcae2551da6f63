// Package rdap reads what a registry says of a network or a domain (RFC 9083).
//
// It asks nobody, and decides nothing: who may be named, and what a name is
// worth, is for those who ask.
package rdap

import (
	"encoding/json"
	"slices"
)

// A Page is what is read of an object of RFC 9083, sections 5.3 and 5.4. What it
// does not say is empty.
type Page struct {
	Class    string    `json:"objectClassName"` // "domain", "ip network"
	Handle   string    `json:"handle"`
	Name     string    `json:"name"`    // of a network
	LDH      string    `json:"ldhName"` // of a domain, as it is asked for in DNS
	First    string    `json:"startAddress"`
	Last     string    `json:"endAddress"`
	Country  string    `json:"country"`
	Entities []*Entity `json:"entities"`
}

// Read reads a page about an object of a class; ok is false where it is none.
func Read(page []byte, class string) (p Page, ok bool) {
	if json.Unmarshal(page, &p) != nil || p.Class != class {
		return Page{}, false
	}
	return p, true
}

// An Entity of RFC 9083, section 5.1: an organisation, or a person.
type Entity struct {
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

// Is reports whether e has a role; the nil Entity has none.
func (e *Entity) Is(role string) bool { return e != nil && slices.Contains(e.Roles, role) }

// Property returns the text of a property, the first of several: "fn", "org",
// "email". Of an organisation its units, which come after, are left out.
func (e *Entity) Property(name string) string {
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
			return parts[0]
		}
	}
	return ""
}

// Number is what IANA calls a registrar, RFC 9083 section 4.8.
func (e *Entity) Number() string {
	for _, id := range e.IDs {
		if id.Type == "IANA Registrar ID" {
			return id.Identifier
		}
	}
	return ""
}
