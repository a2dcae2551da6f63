package path

import (
	"constat/collector/rdap"
	"constat/store/record"
)

// holderOf returns the registrant, if it is an organisation.
func holderOf(list []*rdap.Entity) (h record.PathHolder) {
	for _, e := range list {
		if !e.Is("registrant") || person(e) {
			continue
		}
		if name := organisation(e); name != "" {
			return record.PathHolder{Handle: clip(e.Handle), Name: clip(name)}
		}
	}
	return h
}

// person reports whether an entity says that it is one. RFC 6350, section 6.1.4,
// takes it for one where nothing is said; see organisation.
func person(e *rdap.Entity) bool { return e.Property("kind") == "individual" }

// organisation returns the name of one, empty where a name can be a person's.
func organisation(e *rdap.Entity) string {
	if e.Property("kind") == "org" {
		return e.Property("fn")
	}
	return e.Property("org")
}
