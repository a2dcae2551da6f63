package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"constat/report/contract"
	"constat/report/dossier"
	"constat/store/record"
)

// claimOfShop is a claim about one outage, with what was heard of it.
func claimOfShop(url, detail string) (*dossier.Dossier, dossier.Claim, []dossier.Heard) {
	at := record.At(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC))
	q := record.Question{Kind: "http", URL: url, Method: "GET"}
	watch := record.Watch{Addresses: []string{"eth0 198.51.100.7/24"}, Resolvers: []string{"198.51.100.53:53"}, Network: record.Network{Echoes: []record.Echo{{Address: "203.0.113.9"}}}}
	d := &dossier.Dossier{Schema: dossier.Schema, Targets: []dossier.Target{{ID: q.ID(), Name: "shop", Question: q}},
		Vantages: []dossier.Vantage{{Name: "saguenay-1", Instrument: []dossier.Instrument{{Watch: watch}}}}}
	i := dossier.Incident{Target: "shop", TargetID: q.ID(), LastGood: dossier.Known(at), FirstBad: dossier.Known(at + 60_000), LastBad: dossier.Known(at + 120_000), FirstGood: dossier.Known(at + 180_000), AtLeast: 60_500}
	c := dossier.Claim{Contract: dossier.Contract{Contract: "=cmd()"}, Outages: []dossier.Incident{i}}
	h := dossier.Heard{Target: "shop", TargetID: q.ID(), Vantage: "saguenay-1", Start: at + 60_000, End: at + 60_100, Verdict: "bad", Cause: "dns-timeout", Detail: detail, Proof: dossier.Ref{Log: "saguenay-1/1", Leaf: 7, Item: 3}}
	early := h
	early.Start, early.End = at-60_000, at-59_000
	return d, c, []dossier.Heard{h, early}
}

func linesOf(t *testing.T, b []byte) [][]string {
	t.Helper()
	all, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What is sent hides who asked and what an address may hold, and each of its
// rows is the digest of a row that is kept.
func TestAMaskedRowIsRecognised(t *testing.T) {
	d, c, heard := claimOfShop("https://user:pw@shop.example/p?token=s3cret#top", "lookup shop.example on 198.51.100.53:53 from 198.51.100.7: timeout")
	zone := time.FixedZone("", -5*3600)
	s, err := Log(d, c, &contract.Letter{Mask: []string{"timeout"}}, heard, zone)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"s3cret", "pw@", "198.51.100.53", "198.51.100.7", "203.0.113.9", "timeout:"} {
		if bytes.Contains(s.Sent, []byte(secret)) {
			t.Errorf("%q is sent:\n%s", secret, s.Sent)
		}
	}
	if !bytes.Contains(s.Kept, []byte("?token=s3cret")) || !bytes.Contains(s.Kept, []byte("203.0.113.9")) {
		t.Errorf("kept:\n%s", s.Kept)
	}
	sent := linesOf(t, s.Sent)
	if len(sent) != 2 || sent[1][5] != "2026-11-22T07:01:00.000-05:00" || sent[1][12] != "saguenay-1/1:7.3" {
		t.Fatalf("%q", sent)
	}
	line := strings.Split(string(s.Kept), "\r\n")[1]
	if sum := sha256.Sum256([]byte(line)); sent[1][len(sent[1])-1] != hex.EncodeToString(sum[:]) {
		t.Errorf("the digest is not that of %q", line)
	}
	shown, err := Log(d, c, &contract.Letter{Show: []string{"own_addresses", "queries"}}, heard, zone)
	if err != nil || !bytes.Contains(shown.Sent, []byte("203.0.113.9")) || !bytes.Contains(shown.Sent, []byte("?token=s3cret")) || bytes.Contains(shown.Sent, []byte("pw@")) {
		t.Errorf("shown:\n%s", shown.Sent)
	}
}

// What is masked cannot be found by trying: another dossier salts otherwise.
func TestSaltsFollowFromTheWholeDossier(t *testing.T) {
	d, c, heard := claimOfShop("https://shop.example/?a", "")
	salt := func() string {
		s, err := Log(d, c, contract.NoLetter(), heard, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		row := linesOf(t, s.Kept)[1]
		return row[len(row)-1]
	}
	one := salt()
	if one != salt() || len(one) != 32 {
		t.Errorf("salt %q", one)
	}
	d.Targets[0].Observations.Good++
	if one == salt() {
		t.Error("the salt is the same")
	}
}

func TestOutagesAreHarmlessInASpreadsheet(t *testing.T) {
	d, c, _ := claimOfShop("https://shop.example/", "")
	s, err := Outages(d, c, &contract.Letter{Region: "+1", Resources: []contract.Resource{{Target: "shop", ID: "vps-1"}}}, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	row := linesOf(t, s.Sent)[1]
	if row[0] != "'=cmd()" || row[1] != "vps-1" || row[5] != "2026-11-22T12:01:00.000Z" || row[9] != "60.5" {
		t.Errorf("%q", row)
	}
}

// Who asks is hidden however it is written, and an address without a path too.
func TestAnAddressShowsNoSecret(t *testing.T) {
	for in, want := range map[string]string{
		"https://us%65r:p%40w@shop.example/p": "https://[masked]@shop.example/p", "https://u@shop.example": "https://[masked]@shop.example", "https://shop.example/a@b?k=1#x": "https://shop.example/a@b?[masked]",
		"https://shop.example/#frag": "https://shop.example/#[masked]", "https://u@shop.example?k": "https://[masked]@shop.example?[masked]", "://": Masked, "tcp://shop.example:25": "tcp://shop.example:25",
	} {
		if got := (mask{follow: true}).url(in); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
}

// An address is hidden, not the beginning of a longer one.
func TestAnAddressIsHiddenWhole(t *testing.T) {
	m := mask{words: []string{"2001:db8::7", "192.0.2.7"}}
	for in, want := range map[string]string{"192.0.2.7:443": Masked + ":443", "192.0.2.77": "192.0.2.77", "1192.0.2.7": "1192.0.2.7", "from 192.0.2.7.": "from " + Masked + ".", "192.0.2.7.9": "192.0.2.7.9",
		"[2001:db8::7]:443": "[" + Masked + "]:443", "2001:db8::7a": "2001:db8::7a", "2001:db8::7:1": "2001:db8::7:1", "2001:db8::7: refused": Masked + ": refused"} {
		if got := m.text(in); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
}

// What an address may hold is hidden wherever it is told: in the name of a target,
// in the words of a machine, in the sheet of outages and in what a letter shows.
func TestASecretOfAnAddressIsHiddenInEveryCell(t *testing.T) {
	const url = "https://user:pw0rd@shop.example/p?token=s3cret"
	d, c, heard := claimOfShop(url, `Get "`+url+`": redirected to /q?token=s3cret, ftp user:pw0rd@shop.example`)
	d.Targets[0].Name, c.Outages[0].Target, heard[0].Target = url, url, url
	log, err := Log(d, c, contract.NoLetter(), heard, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	outages, err := Outages(d, c, contract.NoLetter(), time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	for name, sent := range map[string]string{"log": string(log.Sent), "outages": string(outages.Sent), "letter": Conceal(d, contract.NoLetter())(url + " " + strings.TrimPrefix(url, "https://"))} {
		if strings.Contains(sent, "s3cret") || strings.Contains(sent, "pw0rd") || !strings.Contains(sent, "shop.example/p?[masked]") {
			t.Errorf("%s: %s", name, sent)
		}
	}
	for in, want := range map[string]string{"is it down? yes": "is it down? yes", "why?": "why?", "/p?[a]=1 x": "/p?[masked] x", `Get "https://h.example": EOF`: `Get "https://h.example": EOF`} {
		if got := (mask{follow: true}).text(in); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
}
