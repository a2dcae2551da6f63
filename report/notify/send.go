package notify

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/nicholas-fedor/shoutrrr"
	"github.com/nicholas-fedor/shoutrrr/pkg/types"
)

// A Letter is one message on its way: to where, and what it says.
type Letter struct{ To, Title, Text string }

// maxLetter bounds a letter on its way, in bytes.
const maxLetter = 64 << 10

// Whys are why a letter did not arrive. Nothing of what a server said is among
// them, nor of the address: both can hold secrets.
var Whys = []string{"address", "name", "refused", "unreachable", "certificate", "slow", "password", "answer", "ended", "unknown"}

// titled are the services that show a title of its own.
var titled = []string{"smtp", "ntfy", "gotify", "pushover", "pushbullet", "opsgenie"}

// Services lists the kinds of address a letter can go to.
func Services() (names []string) {
	r, _ := shoutrrr.CreateSender() // of no address: nothing to go wrong
	names = slices.DeleteFunc(r.ListServices(), func(s string) bool { return s == "logger" || s == "hangouts" })
	slices.Sort(names)
	return append(names, "http", "https")
}

// CheckAddress says whether a letter can go to an address. Its error says
// nothing of it.
func CheckAddress(to string) error {
	u, err := url.Parse(to)
	if err != nil {
		return errors.New("not an address")
	}
	kind, _, _ := strings.Cut(strings.ToLower(u.Scheme), "+")
	if !slices.Contains(Services(), kind) {
		return fmt.Errorf("no such kind of address; the kinds are %s", strings.Join(Services(), ", "))
	}
	if _, err := shoutrrr.CreateSender(addressOf(to)); err != nil {
		return fmt.Errorf("an address of the kind %s lacks something", kind)
	}
	return nil
}

// addressOf is an address as the library has it: one of the web is handed a JSON
// object with a title and a message.
func addressOf(to string) string {
	if strings.HasPrefix(to, "https://") || strings.HasPrefix(to, "http://") {
		mark := "?"
		if strings.Contains(to, "?") {
			mark = "&"
		}
		return "generic+" + to + mark + "template=json"
	}
	return to
}

// Send hands a letter over, and waits for as long as that takes: only a process
// that may be ended should call it. It returns "" or one of Whys.
func Send(l Letter) (why string) {
	s, err := shoutrrr.CreateSender(addressOf(l.To))
	if err != nil {
		return "address"
	}
	s.Timeout = 2 * patience // whoever started us is sooner
	params := types.Params{}
	kind, _, _ := strings.Cut(l.To, ":")
	switch {
	case kind == "smtp": // RFC 2047, which the library leaves to us
		params["title"] = mime.QEncoding.Encode("utf-8", l.Title)
	case slices.Contains(titled, kind):
		params["title"] = l.Title
	case strings.HasPrefix(addressOf(l.To), "generic") && strings.Contains(addressOf(l.To), "template="):
		params["title"] = l.Title
	default:
		l.Text = l.Title + "\n\n" + l.Text
	}
	return reason(errors.Join(s.Send(l.Text, &params)...))
}

// status finds what a server answered, and nothing else: "550 5.1.1 …" of mail,
// "403 Forbidden" of the web.
var status = regexp.MustCompile(`(?:^|[ :])([45][0-9][0-9])(?: [45]\.[0-9]+\.[0-9]+| [A-Z][a-z]+|$)`)

// signs are words of errors by which their reason is known.
var signs = []struct{ why, words string }{
	{"name", "no such host|server misbehaving"},
	{"refused", "connection refused"},
	{"unreachable", "no route to host|network is unreachable|host is unreachable"},
	{"certificate", "x509:|tls:|certificate"},
	{"slow", "timeout|timed out|deadline exceeded"},
	{"password", "535 |401 Unauthorized|403 Forbidden|unencrypted connection"},
	{"ended", "EOF|connection reset|broken pipe"},
}

// reason puts an error of the library into one of Whys: its own words hold
// addresses, and what strangers said. An "answer" is followed by its number.
func reason(err error) string {
	if err == nil {
		return ""
	}
	text := err.Error()
	for _, s := range signs {
		if slices.ContainsFunc(strings.Split(s.words, "|"), func(w string) bool { return strings.Contains(text, w) }) {
			return s.why
		}
	}
	if m := status.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		return fmt.Sprintf("answer %d", n)
	}
	return "unknown"
}

// Carry reads one letter, sends it and writes why it did not arrive: what the
// process does that an [Apart] starts.
func Carry(r io.Reader, w io.Writer) error {
	var l Letter
	if err := json.NewDecoder(io.LimitReader(r, maxLetter)).Decode(&l); err != nil {
		return errors.New("no letter came")
	}
	confine()
	_, err := io.WriteString(w, Send(l)+"\n")
	return err
}
