package incident

import (
	"os"
	"testing"

	"constat/store/record"
)

// A service that says no is down only where that cannot be meant for the probe.
func TestRefusals(t *testing.T) {
	m := Standard()
	for _, c := range []struct {
		why, kind  string
		conditions []string
		answer     record.Answer
		verdict    Verdict
		cause      Cause
	}{
		{"a port that takes connections is good", "tcp", nil, record.Answer{}, Good, NoCause},
		{"and so with conditions", "tcp", []string{"[CONNECTED] == true", "[IP] == 192.0.2.1"}, record.Answer{Conditions: "tt"}, Good, NoCause},
		{"another address is not what was wanted", "tcp", []string{"[IP] == 192.0.2.1"}, record.Answer{Conditions: "f"}, Bad, BodyMismatch},
		{"the right address excuses no error page", "http", []string{"[IP] == 192.0.2.1", "[CONNECTED] == true"}, record.Answer{Status: 500, Conditions: "tt"}, Bad, HTTPStatus},
		{"a fault is bad", "tcp", nil, record.Answer{Fault: record.TCPRefused}, Bad, Cause(record.TCPRefused)},
		{"a certificate near its end is a warning", "tls", []string{"[CERTIFICATE_EXPIRATION] > 24h"}, record.Answer{Conditions: "f"}, Good, NoCause},
		{"a domain near its end is a warning", "rdap", []string{"[DOMAIN_EXPIRATION] > 24h"}, record.Answer{Conditions: "f"}, Good, NoCause},
		{"too late is slow", "tcp", []string{"[RESPONSE_TIME] < 100"}, record.Answer{Conditions: "f"}, Slow, ResponseTime},

		{"mail is taken", "smtp", nil, record.Answer{Status: 250, Code: "2.1.5"}, Good, NoCause},
		{"no such mailbox is bad", "smtp", nil, record.Answer{Status: 550, Code: "5.1.1"}, Bad, AnswerRefused},
		{"unless it was wanted", "smtp", []string{"[STATUS] == 550"}, record.Answer{Status: 550, Code: "5.1.1", Conditions: "t"}, Good, NoCause},
		{"a mail system in trouble is bad", "smtp", nil, record.Answer{Status: 451, Code: "4.3.0"}, Bad, AnswerRefused},
		{"and where 250 was wanted", "smtp", []string{"[STATUS] == 250"}, record.Answer{Status: 451, Code: "4.3.0", Conditions: "f"}, Bad, AnswerRefused},
		{"grey listing is blocked", "smtp", nil, record.Answer{Status: 450, Code: "4.2.0"}, Blocked, AnswerRefused},
		{"grey listing without a code too", "smtp", []string{"[STATUS] == 250"}, record.Answer{Status: 451, Conditions: "f"}, Blocked, AnswerRefused},
		{"policy is blocked", "smtp", nil, record.Answer{Status: 554, Code: "5.7.1"}, Blocked, AnswerRefused},
		{"a refusal at the door is blocked", "smtp", nil, record.Answer{Status: 554}, Blocked, AnswerRefused},
		{"another status than was wanted is bad", "smtp", []string{"[STATUS] == 251"}, record.Answer{Status: 250, Conditions: "f"}, Bad, BodyMismatch},

		{"a name that is there is good", "dns", nil, record.Answer{Code: "NOERROR", Text: "a.example. A 192.0.2.1"}, Good, NoCause},
		{"a name that has nothing, says its zone, is bad", "dns", nil, record.Answer{Code: "NOERROR", Text: "authority example. SOA"}, Bad, Cause(record.DNSNotFound)},
		{"an empty answer that no zone speaks for says nothing", "dns", nil, record.Answer{Code: "NOERROR"}, Unknown, NotEvaluated},
		{"unless it lacks the records that were wanted", "dns", []string{"[BODY] == 192.0.2.1"}, record.Answer{Code: "NOERROR", Conditions: "f"}, Bad, BodyMismatch},
		{"unless any answer was wanted", "dns", []string{"[DNS_RCODE] == NOERROR"}, record.Answer{Code: "NOERROR", Conditions: "t"}, Good, NoCause},
		{"a name that is gone is bad", "dns", nil, record.Answer{Code: "NXDOMAIN"}, Bad, Cause(record.DNSNotFound)},
		{"unless that was wanted", "dns", []string{"[DNS_RCODE] == NXDOMAIN"}, record.Answer{Code: "NXDOMAIN", Conditions: "t"}, Good, NoCause},
		{"a name that should be gone is bad", "dns", []string{"[DNS_RCODE] == NXDOMAIN"}, record.Answer{Code: "NOERROR", Text: "a.example. A 192.0.2.1", Conditions: "f"}, Bad, BodyMismatch},
		{"a server in trouble is bad", "dns", []string{"[DNS_RCODE] == NOERROR"}, record.Answer{Code: "SERVFAIL", Conditions: "f"}, Bad, Cause(record.DNSFailure)},
		{"a server that will not tell us is blocked", "dns", nil, record.Answer{Code: "REFUSED"}, Blocked, AnswerRefused},
		{"other records are bad", "dns", []string{"[BODY] == 192.0.2.1"}, record.Answer{Code: "NOERROR", Text: "a.example. A 192.0.2.2", Conditions: "f"}, Bad, BodyMismatch},

		{"too many of us is blocked", "imap", nil, record.Answer{Code: "BYE"}, Blocked, AnswerRefused},
		{"a store that is away is bad", "imap", nil, record.Answer{Code: "BYE [UNAVAILABLE]"}, Bad, AnswerRefused},
		{"an error without reason is blocked", "pop3", nil, record.Answer{Code: "-ERR"}, Blocked, AnswerRefused},
		{"a system error is bad", "pop3", nil, record.Answer{Code: "-ERR [SYS/TEMP]"}, Bad, AnswerRefused},

		{"a door that knows us too well is blocked", "ssh", nil, record.Answer{Code: "Not allowed at this time"}, Blocked, AnswerRefused},
		{"a banner is good", "ssh", nil, record.Answer{Text: "SSH-2.0-x"}, Good, NoCause},

		{"a domain that is held is good", "rdap", nil, record.Answer{Status: 200, Text: "domain a.example"}, Good, NoCause},
		{"a domain that is gone is bad", "rdap", []string{"[BODY] == pat(*active*)"}, record.Answer{Status: 404, Conditions: "-"}, Bad, Cause(record.DNSNotFound)},
		{"a domain on hold is bad, where that was asked", "rdap", []string{"[BODY] == pat(*active*)"}, record.Answer{Status: 200, Conditions: "f"}, Bad, BodyMismatch},
		{"a registry that is away says nothing", "rdap", nil, record.Answer{Fault: record.TCPRefused}, Unknown, Cause(record.TCPRefused)},
		{"nor one in trouble", "rdap", nil, record.Answer{Status: 503}, Unknown, HTTPStatus},

		{"a socket behind a challenge is blocked", "ws", nil, record.Answer{Status: 403}, Blocked, HTTPStatus},
		{"a host that keeps echoes to itself says nothing", "icmp", nil, record.Answer{Fault: record.ICMPTimeout}, Unknown, Cause(record.ICMPTimeout)},
		{"nor does the way to it", "icmp", nil, record.Answer{Fault: record.ICMPRefused}, Unknown, Cause(record.ICMPRefused)},
		{"a connection ended in order is an access refused", "imap", nil, record.Answer{Fault: record.TCPClosed}, Blocked, Cause(record.TCPClosed)},
		{"an older collector called it a reset", "smtp", nil, record.Answer{Fault: record.TCPReset, Detail: "EOF"}, Blocked, Cause(record.TCPClosed)},
		{"for what it had written, too", "pop3", nil, record.Answer{Fault: record.TCPReset, Detail: "broken pipe"}, Blocked, Cause(record.TCPClosed)},
		{"in the middle of an answer, too", "ws", nil, record.Answer{Fault: record.TCPReset, Detail: "unexpected EOF"}, Blocked, Cause(record.TCPClosed)},
		{"what was reset is bad", "imap", nil, record.Answer{Fault: record.TCPReset, Detail: "connection reset by peer"}, Bad, Cause(record.TCPReset)},
		{"whatever was expected", "http", []string{"[STATUS] == 200"}, record.Answer{Fault: record.TCPClosed, Conditions: "-"}, Blocked, Cause(record.TCPClosed)},
		{"unless the echo was wanted", "icmp", []string{"[CONNECTED] == true"}, record.Answer{Fault: record.ICMPTimeout}, Bad, Cause(record.ICMPTimeout)},
		{"a host without a name is bad", "icmp", nil, record.Answer{Fault: record.DNSNotFound}, Bad, Cause(record.DNSNotFound)},

		{"a socket that asks who we are is blocked", "ws", nil, record.Answer{Status: 401}, Blocked, HTTPStatus},
		{"and for law", "ws", nil, record.Answer{Status: 451}, Blocked, HTTPStatus},
		{"unlike a page", "http", nil, record.Answer{Status: 401}, Bad, HTTPStatus},
		{"a socket behind an error is bad", "ws", nil, record.Answer{Status: 502}, Bad, HTTPStatus},
	} {
		q := record.Question{Kind: c.kind, Conditions: c.conditions}
		if v, cause := m.Judge(q, record.Observation{}, c.answer); v != c.verdict || cause != c.cause {
			t.Errorf("%s: got %s %s", c.why, v, cause)
		}
		if v, _ := m.Judge(q, record.Observation{Control: record.AllFailed}, c.answer); v != Unknown && c.verdict != Good {
			t.Errorf("%s, with all controls failed: got %s", c.why, v)
		}
	}
}

// A mail server has many words for strangers: only those that can be meant for
// nobody alone count against it.
func TestOnlyRepliesMeantForAllAreBad(t *testing.T) {
	m := Standard()
	judged := func(kind string, a record.Answer) Verdict {
		v, _ := m.Judge(record.Question{Kind: kind}, record.Observation{}, a)
		return v
	}
	for status := 400; status < 600; status++ {
		if v := judged("smtp", record.Answer{Status: status}); v != Blocked {
			t.Errorf("SMTP %d: got %s", status, v)
		}
	}
	for kind, codes := range map[string][]string{
		"smtp": {"4.0.0", "4.2.0", "4.3.2", "4.4.5", "4.7.1", "5.0.0", "5.1.2", "5.1.8", "5.2.1", "5.3.0", "5.3.2", "5.7.1"},
		"dns":  {"REFUSED", "NOTAUTH", "NOTIMP", "FORMERR", "NOTZONE", "RCODE15"},
		"imap": {"BYE", "NO", "BYE [INUSE]", "BYE [ALERT]"},
		"pop3": {"-ERR", "-ERR [IN-USE]", "-ERR [LOGIN-DELAY]"},
		"ssh":  {"Not allowed at this time", "Exceeded MaxStartups", "closed"},
	} {
		for _, code := range codes {
			if v := judged(kind, record.Answer{Status: 550, Code: code}); v != Blocked {
				t.Errorf("%s %s: got %s", kind, code, v)
			}
		}
	}
	for _, code := range []string{"5.1.1", "4.3.0", "4.3.1", "4.3.5", "5.3.5"} {
		if v := judged("smtp", record.Answer{Status: 550, Code: code}); v != Bad {
			t.Errorf("%s: got %s", code, v)
		}
	}
}

// Logs of the time before name methods that list what is blocked, and they say
// what they said.
func TestTheFifthVersionListsWhatIsBlocked(t *testing.T) {
	text, err := os.ReadFile("testdata/method-5.json")
	if err != nil {
		t.Fatal(err)
	}
	m, err := ParseMethod(text)
	if err != nil || m.BadReplies != nil {
		t.Fatalf("got %+v, %v", m, err)
	}
	for _, c := range []struct {
		kind    string
		answer  record.Answer
		verdict Verdict
	}{
		{"smtp", record.Answer{Status: 530}, Bad}, {"smtp", record.Answer{Status: 421}, Blocked}, {"dns", record.Answer{Code: "NOERROR"}, Bad},
		{"icmp", record.Answer{Fault: record.ICMPTimeout}, Bad}, {"ws", record.Answer{Status: 451}, Bad}, {"imap", record.Answer{Code: "BYE"}, Blocked},
	} {
		if v, _ := m.Judge(record.Question{Kind: c.kind}, record.Observation{}, c.answer); v != c.verdict {
			t.Errorf("%s %+v: got %s", c.kind, c.answer, v)
		}
	}
}
