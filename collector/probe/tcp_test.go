package probe

import (
	"net"
	"strings"
	"testing"

	"golang.org/x/net/dns/dnsmessage"

	"constat/store/record"
)

// asked is a question of a kind other than HTTP, with 2 s.
func asked(url string, conditions ...string) record.Question {
	scheme, _, _ := strings.Cut(url, "://")
	return record.Question{Kind: record.SchemeKind(scheme), URL: url, Timeout: 2000, Conditions: conditions}
}

// closed is an address that refuses.
func closed(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	return l.Addr().String()
}

func TestTCPIsGoodOnceConnected(t *testing.T) {
	address := serveConn(t, hold)
	r := ask(t, asked("tcp://"+address, "[CONNECTED] == true", "[IP] == 127.0.0.1", "[RESPONSE_TIME] < 1900", "[STATUS] == 200"))
	want(t, r, record.NoFault, 0)
	reached(t, r, "C")
	if a := r.Answer; a.Conditions != "ttt-" || a.Peer.String() != address || a.Text != "" || a.Proto != "" {
		t.Errorf("answer %+v", a)
	}
	_, port, _ := net.SplitHostPort(address)
	r = askWith(t, Ask{Question: asked("tcp://shop.constat.example:" + port), Resolver: nameServer(t, dnsmessage.RCodeSuccess), Named: named("http://" + address)})
	want(t, r, record.NoFault, 0)
	reached(t, r, "DC")
}

func TestTCPFailsInItsOwnWay(t *testing.T) {
	r := ask(t, asked("tcp://"+closed(t), "[CONNECTED] == true"))
	want(t, r, record.TCPRefused, 0)
	reached(t, r, "C")
	if r.Answer.Conditions != "-" {
		t.Errorf("conditions %q", r.Answer.Conditions)
	}
	for _, url := range []string{"tcp://127.0.0.1", "tcp://127.0.0.1:0", "tcp://127.0.0.1:99999", "tcp://:1", "tls://", "tcp://[::1"} {
		q := asked(url)
		r := ask(t, q)
		want(t, r, record.Local, 0)
		reached(t, r, "")
	}
}
