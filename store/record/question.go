package record

import "slices"

// Schemes has, for each kind of question, the schemes of its addresses. The
// list is closed: a later kind is a later version of the format.
var Schemes = map[string][]string{
	"http": {"http", "https"},
	"tcp":  {"tcp"},
	"tls":  {"tls"},
	"dns":  {"dns"},
	"smtp": {"smtp", "smtps"},
	"imap": {"imap", "imaps"},
	"pop3": {"pop3", "pop3s"},
	"ssh":  {"ssh"},
	"icmp": {"icmp"},
	"ws":   {"ws", "wss"},
	"rdap": {"rdap"},
}

// SchemeKind returns the kind of question that an address of a scheme asks, empty
// if none does.
func SchemeKind(scheme string) string {
	for kind, schemes := range Schemes {
		if slices.Contains(schemes, scheme) {
			return kind
		}
	}
	return ""
}
