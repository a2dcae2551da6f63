package probe

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"constat/store/record"
)

func TestRDAPTellsWhenADomainEnds(t *testing.T) {
	ends := time.Now().Add(240 * time.Hour).UTC().Format(time.RFC3339)
	var own *httptest.Server
	own = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/dns.json":
			fmt.Fprintf(w, `{"services": [[["Example", "other"], ["%s/rdap/"]], [["empty"], []]]}`, own.URL)
		case "/rdap/domain/shop.example":
			fmt.Fprintf(w, `{"objectClassName": "domain", "ldhName": "SHOP.example", "status": ["active"], "nameservers": [{"ldhName": "NS2.x"}, {"ldhName": "ns1.x"}],
				"entities": [{"vcardArray": ["vcard", [["fn", {}, "text", "Jean Tremblay"]]]}], "events": [{"eventAction": "expiration", "eventDate": %q}, {"eventAction": "last update of RDAP database", "eventDate": %q}]}`, ends, time.Now())
		case "/rdap/domain/odd.example":
			io.WriteString(w, "{\"objectClassName\": \"entity\"}")
		case "/rdap/domain/moved.example":
			http.Redirect(w, r, "/elsewhere", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}))
	defer own.Close()
	Bootstrap = own.URL + "/dns.json"
	for _, c := range []struct {
		url, conditions, text string
		fault                 record.Fault
		status                int
	}{
		{"rdap://shop.example", "ft", "domain shop.example\nexpiration " + ends + "\nnameserver ns1.x\nnameserver ns2.x\nstatus active", record.NoFault, 200},
		{"rdap://shop.example?server=" + own.URL + "/rdap", "ft", "domain shop.example\nexpiration " + ends + "\nnameserver ns1.x\nnameserver ns2.x\nstatus active", record.NoFault, 200},
		{"rdap://gone.example", "--", "", record.NoFault, 404},
		{"rdap://odd.example", "--", "", record.AnswerProtocol, 200},
		{"rdap://moved.example", "--", "", record.AnswerProtocol, 302},
		{"rdap://shop.unknown", "--", "", record.Local, 0},
		{"rdap://shop.empty", "--", "", record.Local, 0},
		{"rdap://", "--", "", record.Local, 0},
		{"rdap://shop.example?server=http://" + closed(t), "--", "", record.TCPRefused, 0},
	} {
		r := ask(t, asked(c.url, "[DOMAIN_EXPIRATION] > 720h", "[BODY] == pat(*status active*)"))
		want(t, r, c.fault, c.status)
		if a := r.Answer; a.Text != c.text || (a.Conditions != c.conditions && c.status != 404) || strings.Contains(string(a.Encode()), "Tremblay") {
			t.Errorf("%s: answer %+v", c.url, a)
		}
	}
}
