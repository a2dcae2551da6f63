package bundle

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"constat/store/record"
)

// codes are what a code of each kind can be. That of smtp is a status code of
// RFC 3463, that of dns the name of an RCODE as probes write it.
var codes = map[string]*regexp.Regexp{
	"smtp": regexp.MustCompile(`^[245]\.[0-9]{1,3}\.[0-9]{1,3}$`),
	"imap": regexp.MustCompile(`^(OK|PREAUTH|BYE( \[[A-Z/-]{1,32}\])?)$`),
	"pop3": regexp.MustCompile(`^(\+OK|-ERR( \[[A-Z/-]{1,32}\])?)$`),
	"ssh":  regexp.MustCompile(`^(Not allowed at this time|Exceeded MaxStartups|closed)$`),
	"dns": regexp.MustCompile(`^(NOERROR|FORMERR|SERVFAIL|NXDOMAIN|NOTIMP|REFUSED|YXDOMAIN|YXRRSET|NXRRSET|NOTAUTH|NOTZONE|DSOTYPENI|` +
		`BADSIG|BADKEY|BADTIME|BADMODE|BADNAME|BADALG|BADTRUNC|BADCOOKIE|RCODE[1-9][0-9]{1,3})$`),
}

// ports are those of addresses that name none.
var ports = map[string]uint16{
	"tls": 443, "dns": 53, "smtp": 25, "smtps": 465, "imap": 143, "imaps": 993, "pop3": 110, "pop3s": 995, "ssh": 22, "ws": 80, "wss": 443,
}

// consistent refuses answers of kinds other than HTTP that contradict their
// question or themselves.
func consistent(q record.Question, a record.Answer) error {
	u, err := url.Parse(q.URL)
	if err != nil {
		return nil // nobody could ask, and nothing else is said
	}
	if err := asAddressed(q, u, a); err != nil {
		return err
	}
	if c := codes[q.Kind]; a.Code != "" && c != nil && !c.MatchString(a.Code) {
		return fmt.Errorf("a code %.20q that %s does not have", a.Code, q.Kind)
	}
	switch q.Kind {
	case "smtp":
		return consistentMail(a)
	case "imap", "pop3":
		if a.Fault == record.NoFault && uncut(a) && !spoken(a.Text, []string{""}, a.Code) {
			return fmt.Errorf("code %.20q of a greeting that does not have it", a.Code)
		}
	case "ssh":
		if a.Text != "" && !strings.HasPrefix(a.Text, "SSH-") {
			return errors.New("an identification that does not begin with SSH-")
		}
	case "dns":
		return consistentName(u, a)
	case "ws":
		if a.Fault == record.NoFault && a.Status != 101 && a.Status < 400 {
			return fmt.Errorf("status %d of a socket that was opened", a.Status)
		}
	case "rdap":
		if (a.Text != "") != (a.Fault == record.NoFault && a.Status == 200) || a.Fault == record.NoFault && a.Status < 400 && a.Status != 200 {
			return fmt.Errorf("status %d of a registry, and these words", a.Status)
		}
	}
	return nil
}

// asAddressed holds an answer against the address that was asked.
func asAddressed(q record.Question, u *url.URL, a record.Answer) error {
	if q.Kind == "rdap" { // another address is asked
		return nil
	}
	literal, err := netip.ParseAddr(u.Hostname())
	isLiteral := err == nil
	port, known := uint64(ports[u.Scheme]), true
	if s := u.Port(); s != "" {
		port, err = strconv.ParseUint(s, 10, 16)
		known = err == nil
	}
	if at, ok := placeOf(q.Address); ok {
		literal, isLiteral = at.Addr(), true
		if at.Port() != 0 {
			port = uint64(at.Port())
		}
	}
	mode, plain := u.Query().Get("starttls"), !slices.Contains(shapes[q.Kind].secure, u.Scheme)
	switch {
	case a.Peer.IsValid() && known && q.Kind != "icmp" && uint64(a.Peer.Port()) != port:
		return fmt.Errorf("port %d was reached where %d was asked", a.Peer.Port(), port)
	case a.Peer.IsValid() && isLiteral && a.Peer.Addr().Unmap().WithZone("") != literal.Unmap().WithZone(""):
		return fmt.Errorf("%s was reached where %s was asked", a.Peer.Addr(), literal)
	case isLiteral && (a.Fault == record.AddressRefused || a.Fault == record.DNSNotFound || a.Fault == record.DNSFailure || a.Fault == record.DNSTimeout && !(q.Kind == "dns" && a.Peer.IsValid())):
		return fmt.Errorf("%s of an address that is no name", a.Fault)
	case q.Kind == "smtp" && plain && mode != "always" && slices.Contains([]record.Fault{record.TLSExpired, record.TLSName, record.TLSUntrusted}, a.Fault):
		return fmt.Errorf("%s where nobody minds the certificate", a.Fault)
	}
	return nil
}

// consistentMail wants a reply's code to be of the class of its status (RFC
// 3463 section 2), and of a whole answer both to stand in its words.
func consistentMail(a record.Answer) error {
	switch {
	case a.Status != 0 && (a.Status < 200 || a.Status > 599):
		return fmt.Errorf("status %d, which no reply of smtp has", a.Status)
	case a.Code != "" && int(a.Code[0]-'0') != a.Status/100:
		return fmt.Errorf("code %s of status %d", a.Code, a.Status)
	case a.Fault != record.NoFault || !uncut(a):
		return nil
	}
	if reply := strings.TrimSpace(fmt.Sprint(a.Status, " ", a.Code)); !spoken(a.Text, []string{"", "EHLO ", "STARTTLS ", "MAIL ", "RCPT "}, reply) {
		return fmt.Errorf("a reply %s that was not said", reply)
	}
	return nil
}

// consistentName refuses records of the type asked for under a name that is
// said not to be there; an alias may lead to one, RFC 2308 section 2.1.
func consistentName(u *url.URL, a record.Answer) error {
	kind := strings.ToUpper(u.Query().Get("type"))
	if kind == "" {
		kind = "A"
	}
	if a.Code != "NXDOMAIN" || kind == "CNAME" {
		return nil
	}
	for line := range strings.SplitSeq(a.Text, "\n") {
		if words := strings.Fields(line); len(words) > 1 && words[1] == kind {
			return errors.New("records of a name that is said not to be there")
		}
	}
	return nil
}

// spoken reports whether a line of text is reply, or goes on after it, behind one
// of the words.
func spoken(text string, behind []string, reply string) bool {
	for line := range strings.SplitSeq(text, "\n") {
		for _, b := range behind {
			if rest, ok := strings.CutPrefix(line, b+reply); ok && (rest == "" || rest[0] == ' ') {
				return true
			}
		}
	}
	return false
}

// uncut reports whether surely no line was left out of an answer's text for
// want of room: lines of replies are a quarter of it at most, and a
// certificate's last one is its digest.
func uncut(a record.Answer) bool {
	return len(a.Text) <= record.MaxText*3/4 && (a.Certificate.IsZero() || strings.Contains(a.Text, "0 sha256 "))
}
