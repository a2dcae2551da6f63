package incident

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"constat/store/record"
)

func TestStandardMethod(t *testing.T) {
	m := Standard()
	if m.Name != "constat-standard" || m.Version != 7 || m.LateAfter != 2*time.Hour || m.ClockWithin != time.Minute || m.ClockHolds != 2*time.Hour || m.ClockDrift != 15 || m.Settle != 24*time.Hour {
		t.Errorf("got %+v", m)
	}
	if m.Digest != record.Sum([]byte(m.Text)) || m.Text != string(standard) {
		t.Error("the digest is not that of the file")
	}
	for of, want := range []int{1, 1, 2, 2, 3, 3} {
		if got := m.Needed(of); got != want {
			t.Errorf("a majority of %d is %d, want %d", of, got, want)
		}
	}
}

// The method's bytes are named in logs: another text is another version.
func TestStandardMethodDoesNotChange(t *testing.T) {
	const want = "9aa12bf5e6acbdef55401dbb11d36b76e4aab5c8287b8072c7947a07dc7d7a8e"
	if got := Standard().Digest.String(); got != want {
		t.Errorf("got %s", got)
	}
}

// Logs of the time before name the first version, which had no other replies.
func TestFirstVersionIsRead(t *testing.T) {
	text, err := os.ReadFile("testdata/method-1.json")
	if err != nil {
		t.Fatal(err)
	}
	m, err := ParseMethod(text)
	if err != nil || m.Digest.String() != "97d353679a24ecc80132fba04d6ff79089b169b755317600873605ac609c7203" || m.BlockedReplies != nil {
		t.Errorf("got %+v, %v", m, err)
	}
}

// Logs of the time before name versions that looked at no clock.
func TestEarlierVersionsLookAtNoClock(t *testing.T) {
	for version, digest := range map[int]string{
		1: "97d353679a24ecc80132fba04d6ff79089b169b755317600873605ac609c7203",
		2: "c6515e9c898a43ce88db3b9a53a81f614d92f2e8d2b75f666c944e8aee12ab5c",
	} {
		text, err := os.ReadFile(fmt.Sprintf("testdata/method-%d.json", version))
		if err != nil {
			t.Fatal(err)
		}
		m, err := ParseMethod(text)
		if err != nil || m.Version != version || m.ClockWithin != 0 || m.Digest.String() != digest {
			t.Errorf("got %+v, %v", m, err)
		}
		v := rounds(0, 60, 120, 180, 240)
		want := m.Derive(1, Span{0, 300000}, []View{v})
		v.Clock = []Doubt{{Span: Span{0, 300000}, Within: time.Hour}}
		if got := m.Derive(1, Span{0, 300000}, []View{v}); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
}

// Logs of the time before name the fourth version, for which readings held at
// any distance.
func TestTheFourthVersionLetsReadingsHold(t *testing.T) {
	text, err := os.ReadFile("testdata/method-4.json")
	if err != nil {
		t.Fatal(err)
	}
	m, err := ParseMethod(text)
	if err != nil || m.Version != 4 || m.ClockWithin != time.Minute || m.ClockHolds != 0 || m.ClockDrift != 0 ||
		m.Digest.String() != "8cc2e4384892e93bb4fd8e30008b8591f0c3891b2a986a8999fad8493fb80377" {
		t.Errorf("got %+v, %v", m, err)
	}
}

func TestQuorumOfANumberStands(t *testing.T) {
	m, err := ParseMethod([]byte(strings.NewReplacer(standardName, "three", `"majority"`, "3").Replace(string(standard))))
	if err != nil || m.Needed(2) != 3 || m.Needed(5) != 3 {
		t.Errorf("got %d of 2, %v", m.Needed(2), err)
	}
}

// A method that anyone wrote must not pass for the program's own: every edition
// that was shipped is known by its digest.
func TestOnlyTheEditionsBearTheProgramsName(t *testing.T) {
	for version := 1; version <= len(editions); version++ {
		text := standard
		if version < len(editions) {
			var err error
			if text, err = os.ReadFile(fmt.Sprintf("testdata/method-%d.json", version)); err != nil {
				t.Fatal(err)
			}
		}
		m, err := ParseMethod(text)
		if err != nil || m.Version != version || !m.Own() || m.Current() != (version == len(editions)) {
			t.Errorf("edition %d: %+v, %v", version, m, err)
		}
	}
	for was, is := range map[string]string{`[403, 429]`: `[]`, `"version": 7`: `"version": 99`, `86400`: `0`, "{\n": "{\n\n"} {
		text := strings.Replace(string(standard), was, is, 1)
		if _, err := ParseMethod([]byte(text)); err == nil || !strings.Contains(err.Error(), "none of the editions that this program knows; give it a name of its own") {
			t.Errorf("%s for %s: got %v", is, was, err)
		}
		m, err := ParseMethod([]byte(strings.Replace(text, standardName, "mine", 1)))
		if err != nil || m.Own() || m.Current() {
			t.Errorf("got %+v, %v", m, err)
		}
	}
}

func TestMethodRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, test := range [][3]string{ // of the built-in text: what, by what, the complaint
		{`"name"`, `"nom"`, `unknown key "nom"; a method has bad_replies, blocked, blocked_replies, class_alike_percent, class_gap_s, class_odds, class_sites, clock_drift_ppm,`},
		{`"name"`, `"Name"`, `unknown key "Name"`},
		{`"version": 7,`, ``, `no "version"`},
		{`"version": 7,`, `"version": 2, "version": 7,`, `"version" stands there twice`},
		{`"version": 7,`, `"version": 0,`, `version is 0; use 1 to`},
		{`"version": 7,`, `"version": "1",`, `"version": json:`},
		{`"clock_within_s": 60`, `"clock_within_s": 0`, `clock_within_s is 0; use 1 to 86400`},
		{`"clock_within_s": 60`, `"clock_within_s": null`, `clock_within_s is 0`},
		{`"clock_within_s": 60`, `"clock_within_s": 60, "clock_within_s": 9`, `"clock_within_s" stands there twice`},
		{`"clock_holds_s": 7200`, `"clock_holds_s": 9`, `clock_holds_s is 9; use 60 to 604800`},
		{`"clock_drift_ppm": 15`, `"clock_drift_ppm": -1`, `clock_drift_ppm is -1; use 0 to 500`},
		{`"clock_drift_ppm": 15,`, ``, `one key of the clock without the others`},
		{`"clock_within_s": 60,`, ``, `one key of the clock without the others`},
		{`constat-standard`, `My method`, `name "My method"; use lower-case`},
		{`"majority"`, `"all"`, `quorum all is neither`},
		{`"majority"`, `0`, `quorum 0 is neither`},
		{`"majority"`, `1.5`, `quorum 1.5 is neither`},
		{`"majority"`, `1e300`, `quorum 1e+300 is neither`},
		{`"majority"`, `null`, `quorum <nil> is neither`},
		{`7200`, `-1`, `late_after_s is -1; use 60 to 604800`},
		{`86400`, `99999999`, `settle_s is 99999999; use 0 to`},
		{`[403, 429]`, `[200]`, `blocked status 200`},
		{`[403, 429]`, `[403, 403]`, `blocked status 403; list each once`},
		{`"tls-name"`, `"local"`, `may_be_own "local"; list each once`},
		{`"tls-name"`, `"challenge"`, `may_be_own "challenge"`},
		{`"451"`, `""`, `blocked reply ""; list each once`},
		{`"451"`, `"401"`, `blocked reply "401"; list each once`},
		{`"5.1.1"`, `""`, `bad reply ""; list each once, as "5.1.1"`},
		{`"5.1.1"`, `"4.3.0"`, `bad reply "4.3.0"; list each once`},
		{`"class_gap_s": 300,`, ``, `no "class_gap_s"; give all the keys of a class, or none`},
		{`"class_sites": 3`, `"class_sites": 1`, `class_sites is 1; use 2 to`},
		{"1000\n}", "1000\n} {}", `more text after the object`},
		{"{", "[", `not a JSON object`},
	} {
		text := strings.Replace(string(standard), test[0], test[1], 1)
		if _, err := ParseMethod([]byte(text)); err == nil || !strings.Contains(err.Error(), test[2]) {
			t.Errorf("%s for %s: got %v, want %s", test[1], test[0], err, test[2])
		}
	}
	if _, err := ParseMethod(make([]byte, MaxMethod+1)); err == nil {
		t.Error("a method too long was read")
	}
}

func FuzzParseMethod(f *testing.F) {
	f.Add(standard)
	f.Add([]byte(`{"name":"a","quorum":2}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := ParseMethod(text)
		if err == nil && (m.Text != string(text) || m.Needed(3) < 1 || m.Version < 1) {
			t.Errorf("got %+v", m)
		}
	})
}

// Logs of the time before name the sixth version, which tells of no loss on
// pages.
func TestEarlierVersionsTellOfNoLossOnPages(t *testing.T) {
	text, err := os.ReadFile("testdata/method-6.json")
	if err != nil {
		t.Fatal(err)
	}
	m, err := ParseMethod(text)
	if err != nil || m.Pages != (Pages{}) || m.Digest.String() != "bd122a84a0631951670438559202f6057a7b7e76fe537025d4ae4150f0ffe057" {
		t.Errorf("got %+v, %v", m, err)
	}
	if p := Standard().Pages; p.Alike != 60 || p.Agree != 90 || p.Margin != 5 || p.Steps != 3 || p.Rounds != 2 || p.Catalogue.IsZero() {
		t.Errorf("got %+v", p)
	}
	for was, is := range map[string]string{`"page_steps": 3,`: ``, `"page_rounds": 2`: `"page_rounds": 3`, `"page_alike_percent": 60`: `"page_alike_percent": 0`} {
		if _, err := ParseMethod([]byte(strings.NewReplacer(was, is, standardName, "mine").Replace(string(standard)))); err == nil {
			t.Errorf("%s for %s is taken", is, was)
		}
	}
}
