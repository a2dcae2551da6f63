package bundle

import (
	"errors"
	"fmt"
	"slices"

	"constat/store/record"
)

// maxDetail bounds the bytes of a detail, as collectors do.
const maxDetail = 256

// details are the words that go with a fault where they are always the same.
// Others are the system's own, in more forms than can be listed.
var details = map[record.Fault][]string{
	record.DNSTimeout:    {"timeout"},
	record.TCPTimeout:    {"timeout"},
	record.TLSTimeout:    {"timeout"},
	record.HTTPTimeout:   {"timeout"},
	record.AnswerTimeout: {"timeout"},
	record.ICMPTimeout:   {"timeout"},
	record.ICMPRefused:   {"port unreachable", "host unreachable"},
	record.TLSExpired:    {"x509: certificate has expired or is not yet valid"},
}

// worded refuses a detail that no probe writes: reports show it, and it is the
// one place of an answer where a claimant could have put words of their own.
func worded(a record.Answer) error {
	known, fixed := details[a.Fault]
	switch {
	case a.Detail == "":
	case a.Fault == record.NoFault:
		return errors.New("words of a fault where there is none")
	case fixed && !slices.Contains(known, a.Detail):
		return fmt.Errorf("%s with the words %.40q", a.Fault, a.Detail)
	case len(a.Detail) > maxDetail:
		return fmt.Errorf("%d bytes of words", len(a.Detail))
	}
	return nil
}
