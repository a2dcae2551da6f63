package record

import (
	"encoding/hex"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// examples returns an entry of each kind with every field set.
func examples() []Entry {
	link := Link{Chain: Chain{0xc0, 1}, Seq: 3, Prev: Sum([]byte("before"))}
	now := Instant(1_795_316_645_123)
	var counts []Count
	for i, k := range []Kind{KindAnchor, KindCapture, KindCustody, KindGap, KindNote, KindSeal, KindSegment, KindTarget, KindWatch} {
		counts = append(counts, Count{k, int64(i*10 + 1)})
	}
	return []Entry{
		Watch{Time: now, Event: "start", Version: "0.1", Binary: Sum([]byte("bin")), Config: Sum([]byte("cfg")),
			Method: Sum([]byte("method")), Go: "go1.26", System: "linux/amd64", Kernel: "6.1", Release: "Debian 12", Processors: 2,
			Addresses: []string{"eth0 192.0.2.7/24"}, Resolvers: []string{"192.0.2.1"}, Proxy: []string{"HTTP_PROXY"}, Targets: 4, Controls: 2},
		Watch{Time: now, Event: "stop", Version: "0.3", Binary: Sum([]byte("bin")), Targets: 4, Controls: 2,
			Build: Build{Commit: "bee2c78427b23edf1fcfa20d6099aeb8130abdac", Modified: true, Dependencies: Sum([]byte("dep")), Flags: []string{"-trimpath=true", "CGO_ENABLED=0"}},
			Machine: Machine{Vendor: "QEMU", Product: "Standard PC", Virtual: []string{"hypervisor"}, ID: Sum([]byte("id")),
				Processor: "Example 3000", Memory: 4 << 30, Booted: now - 86_400_000, Patched: now - 3_600_000},
			Network: Network{Routes: []string{"eth0 via 192.0.2.1"}, Echoes: []Echo{
				{Service: "https://echo-one.example/", Address: "203.0.113.7", Via: "1.1 proxy", Certificate: Sum([]byte("der"))},
				{Service: "https://echo-two.example/", Fault: "tcp-timeout"}}}},
		Watch{Time: now, Event: "reload", Version: "0.3", Targets: 3, Controls: 2, Rules: []Hash{{0x11, 0x22}, {0x33}}},
		Watch{Time: now, Event: "reload", Version: "0.3", Targets: 3, Controls: 2, Catalogue: Sum([]byte("catalogue"))},
		Target{Link: Link{Chain: Chain{0xc0, 1}}, Time: now, Name: "boutique", Site: "terreciel", Provider: "whc", Interval: 600,
			Question: Question{Kind: "http", URL: "https://terreciel.example/", Method: "GET", Timeout: 15000, BodyLimit: 1 << 20}, Secret: Sum([]byte("secret")), ProviderName: "Hébergement Exemple inc."},
		Target{Link: Link{Chain: Chain{0xc0, 1}}, Time: now, Name: "boutique", Site: "terreciel", Provider: "whc", Interval: 600,
			Question: Question{Kind: "http", URL: "https://terreciel.example/", Method: "GET", Headers: []Header{{"Accept", "text/html"}},
				Timeout: 15000, BodyLimit: 1 << 20, Conditions: []string{"[STATUS] == 200", "[BODY] == pat(*Réservez*)"}},
			Secret: Sum([]byte("secret"))},
		steady(60),
		steady(1),
		Gap{From: now, To: now + 60000, Reason: "busy", Rounds: 2},
		Capture{Link: link, Time: now, Round: 17_953_166_450, Reason: "first", Status: 200, Body: Sum([]byte("body")), Size: 4,
			Normal: Sum([]byte("normal")), Rules: "page/1", Cut: true, File: Sum([]byte("warc")), Kept: Sum([]byte("older"))},
		Inventory{Link: link, Time: now, Ended: now + 4711, Round: 17_953_166_450, Items: 3, Bytes: 4096, Read: 2, ReadBytes: 1024, Unreadable: 1,
			Mount: true, Root: Sum([]byte("root")), File: Sum([]byte("manifest")), Before: Sum([]byte("older")), Difference: Difference{Missing: 5, Altered: 6, New: 7}},
		Inventory{Link: link, Time: now, Ended: now + 4711, Round: 17_953_166_450, Mount: true, Account: Sum([]byte("account")), Root: Sum([]byte("root")), File: Sum([]byte("manifest"))},
		Import{Link: link, Time: now, Importer: "manifest", Form: "md5sums", Version: "constat 0.1.0", Source: Sum([]byte("source")), Size: 4711, Of: now - 86_400_000,
			Items: 3, Bytes: 4096, Root: Sum([]byte("root")), File: Sum([]byte("rows"))},
		Import{Link: link, Time: now, Importer: "manifest", Form: "sha256sums", Version: "constat 0.1.0", Source: Sum([]byte("source")), Size: 4711,
			Of: now - now%86_400_000 - 19*3_600_000, Day: true, Offset: -300, Items: 3, Bytes: 4096, Root: Sum([]byte("root")), File: Sum([]byte("rows"))},
		Import{Link: link, Time: now, Importer: "manifest", Form: "folder", Version: "constat 0.1.0", Items: 3, Bytes: 4096, Unreadable: 1, Root: Sum([]byte("root")), File: Sum([]byte("rows"))},
		Inventory{Link: link, Time: now, Ended: now + 1, Round: 17_953_166_451, Fault: ListBroken, Detail: "connection reset by peer", Items: 3, Bytes: 4096},
		wholePath(link, now),
		Path{Link: link, Time: now, Ended: now, Round: 17_953_166_451, Reason: "start", Host: "192.0.2.7", Addresses: []PathAddress{{Address: netip.MustParseAddr("192.0.2.7"),
			Origin: PathOrigin{Missed: Missed{PathUnasked, ""}}, Network: PathNetwork{Missed: Missed{PathUnasked, ""}}}}},
		Picture{Link: link, Time: now, Ended: now + 1300, Round: 17_953_166_450, Reason: "failure", Browser: "Chrome/156.0.0.0", Status: 200,
			View: Sum([]byte("view")), Full: Sum([]byte("full")), Cut: true, Refused: 2},
		Picture{Link: link, Time: now, Ended: now + 30_000, Round: 17_953_166_451, Reason: "change", Fault: PictureTimeout, Browser: "Chrome/156.0.0.0"},
		Requisites{Link: link, Time: now, Ended: now + 2300, Round: 17_953_166_450, Capture: Sum([]byte("capture")), Parts: []Part{
			{URL: "https://www.example.com/style.css?a=1&b=2", Time: now + 1, Status: 200, Body: Sum([]byte("style")), Size: 5, File: Sum([]byte("exchange"))},
			{URL: "https://cdn.example.net/logo.png", Time: now + 251, Status: 404, Body: Sum([]byte("none")), Size: 4, File: Sum([]byte("another")), Kept: Sum([]byte("before"))},
		}, Refused: 1, Failed: 2, Left: 3},
		Bodies{Link: link, Round: 17_953_166_450, Manifest: Sum([]byte("manifest")), Kept: []Body{
			{Place: 0, Time: now + 1, Body: Sum([]byte("page")), Size: 4, File: Sum([]byte("exchange"))},
			{Place: 12, Time: now, Body: Sum(nil), File: Sum([]byte("another"))},
		}},
		Anchor{Time: now, Size: 7, Authority: "http://tsa.example/", Request: Sum([]byte("tsq")), Response: Sum([]byte("tsr"))},
		Custody{Time: now, Role: "operator", Act: "bundle-exported", What: "all targets", Digest: Sum([]byte("bundle"))},
		Custody{Time: now, Role: "operator", Act: "import", What: "kuma.json", Digest: Sum([]byte("rows")),
			Tool: "constat", Version: "0.3", Inputs: []Hash{Sum([]byte("source"))}},
		Clock{Time: now, Reason: "hourly", Step: -1500, Servers: []Told{
			{Server: "ntp-one.example", Offset: -731, Within: 14_200, Delay: 11_042, Stratum: 2, Reference: "192.0.2.123"},
			{Server: "ntp-two.example", Fault: "i/o timeout"}}},
		Close{Time: now, Reason: "rotation", Successor: "saguenay-1/2+deadbeef+AAAA"},
		Successor{Time: now, Reason: "rotation", Predecessor: "saguenay-1/1+deadbeef+AAAA", Head: Head{Size: 9, Root: Sum([]byte("root"))}},
		Register{Time: now, Claim: "whc-2021", Items: []Registered{{1, 1, Sum([]byte("member"))}, {1, 2, Sum([]byte("part"))}, {3, 0, Sum([]byte("tombstone"))}}},
		Note{Time: now, Text: "Billet nº 4711 ouvert"},
		Seal{Time: now, Previous: Head{Size: 9, Root: Sum([]byte("root"))}, Counts: counts, Targets: 5, Controls: 2, Rows: Sum([]byte("rows"))},
	}
}

// Vectors were written once. A change of format is a new version with new
// vectors; these keep passing.
func TestVectors(t *testing.T) {
	for _, e := range examples() {
		leaf, err := Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		name := string(e.Kind())
		if s, ok := e.(Segment); ok && len(s.Observations) == 1 {
			name += "-single"
		}
		if c, ok := e.(Custody); ok && c.Tool != "" {
			name += "-conversion"
		}
		if w, ok := e.(Watch); ok && w.Build.Commit != "" {
			name += "-full"
		}
		if w, ok := e.(Watch); ok && !w.Catalogue.IsZero() {
			name += "-catalogue"
		}
		if t, ok := e.(Target); ok && t.ProviderName != "" {
			name += "-provider"
		}
		if w, ok := e.(Watch); ok && len(w.Rules) > 0 {
			name += "-rules"
		}
		if i, ok := e.(Inventory); ok && !i.Whole() {
			name += "-broken"
		} else if !i.Account.IsZero() {
			name += "-account"
		}
		if i, ok := e.(Import); ok && i.Day {
			name += "-day"
		}
		if i, ok := e.(Import); ok && i.Local() {
			name += "-local"
		}
		if p, ok := e.(Picture); ok && p.Fault != NoFault {
			name += "-missed"
		}
		if p, ok := e.(Path); ok && p.Zone == nil {
			name += "-address"
		}
		file := filepath.Join("testdata", name+".hex")
		if _, err := os.Stat(file); os.IsNotExist(err) && os.Getenv("CONSTAT_WRITE_VECTORS") != "" {
			if err := os.WriteFile(file, []byte(hex.Dump(leaf)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if hex.Dump(leaf) != string(want) {
			t.Errorf("%s no longer encodes as its vector", name)
		}
	}
}

// Rule 5: each byte string has one decoding and each value one encoding.
func TestOneEncodingEntries(t *testing.T) {
	for _, e := range examples() {
		leaf, err := Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(leaf)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, e) {
			t.Errorf("got %+v\nwant %+v", got, e)
		}
	}
}

func TestDecodeRefusesOtherSpellings(t *testing.T) {
	good := `{"time":"2026-11-22T03:04:05.000Z","text":"a"}`
	if _, err := Decode([]byte("constat/1 note\n" + good + "\n")); err != nil {
		t.Fatal(err)
	}
	for name, leaf := range map[string]string{
		"unknown kind":     "constat/1 nota\n" + good + "\n",
		"other version":    "constat/2 note\n" + good + "\n",
		"no end of line":   "constat/1 note\n" + good,
		"trailing byte":    "constat/1 note\n" + good + "\n\n",
		"space":            "constat/1 note\n" + strings.Replace(good, ":", ": ", 1) + "\n",
		"unknown key":      "constat/1 note\n" + strings.Replace(good, `"text"`, `"more":1,"text"`, 1) + "\n",
		"repeated key":     "constat/1 note\n" + strings.Replace(good, `"text":"a"`, `"text":"b","text":"a"`, 1) + "\n",
		"reordered keys":   "constat/1 note\n" + `{"text":"a","time":"2026-11-22T03:04:05.000Z"}` + "\n",
		"other case":       "constat/1 note\n" + strings.Replace(good, `"text"`, `"Text"`, 1) + "\n",
		"escape":           "constat/1 note\n" + strings.Replace(good, `"a"`, `"\u0061"`, 1) + "\n",
		"zone":             "constat/1 note\n" + strings.Replace(good, "Z", "+00:00", 1) + "\n",
		"microseconds":     "constat/1 note\n" + strings.Replace(good, ".000Z", ".000000Z", 1) + "\n",
		"invalid UTF-8":    "constat/1 note\n" + strings.Replace(good, `"a"`, "\"\xff\"", 1) + "\n",
		"empty":            "",
		"only the header":  "constat/1 note\n",
		"deep nesting":     "constat/1 note\n" + strings.Repeat("[", 60000) + "\n",
		"too large a leaf": "constat/1 note\n" + strings.Replace(good, "a", strings.Repeat("a", MaxLeaf), 1) + "\n",
	} {
		if e, err := Decode([]byte(leaf)); err == nil {
			t.Errorf("%s: accepted as %+v", name, e)
		}
	}
}

func TestEntriesRefuseWhatCannotBe(t *testing.T) {
	told := Told{Server: "ntp.example", Stratum: 2}
	lost, mixed := told, told
	lost.Stratum = 0
	mixed.Fault = "i/o timeout"
	for name, e := range map[string]Entry{
		"clock without reason": Clock{Servers: []Told{told}},
		"server of stratum 0":  Clock{Reason: "hourly", Servers: []Told{lost}},
		"answer and fault":     Clock{Reason: "hourly", Servers: []Told{mixed}},

		"clock with null servers":        Clock{Reason: "step"},
		"broken listing with a manifest": Inventory{Fault: ListBroken, File: Hash{1}, Root: Hash{1}},
		"whole listing with a detail":    Inventory{Detail: "x"},
		"listing of an unknown fault":    Inventory{Fault: "list-cosmic"},
		"difference with nothing":        Inventory{File: Hash{1}, Root: Hash{1}, Difference: Difference{Missing: 1}},
		"content read without manifest":  Inventory{Read: 1},

		"import by another":             listed(func(i *Import) { i.Importer = "oracle" }),
		"import in no form":             listed(func(i *Import) { i.Form = "" }),
		"import by no program":          listed(func(i *Import) { i.Version = "" }),
		"import without rows":           listed(func(i *Import) { i.File = Hash{} }),
		"list without its file":         listed(func(i *Import) { i.Source = Hash{} }),
		"list without its time":         listed(func(i *Import) { i.Of = 0 }),
		"list whose contents were read": listed(func(i *Import) { i.Unreadable = 1 }),
		"folder with a file":            listed(func(i *Import) { i.Form = "folder" }),
		"import of what is to come":     listed(func(i *Import) { i.Of = i.Time + 1 }),
		"import of a day without a day": listed(func(i *Import) { i.Form, i.Source, i.Of, i.Day = "folder", Hash{}, 0, true }),
		"folder of a zone and no time":  listed(func(i *Import) { i.Form, i.Source, i.Of, i.Offset = "folder", Hash{}, 0, 60 }),
		"import of a day at noon":       listed(func(i *Import) { i.Time, i.Of, i.Day = 86_400_000, 43_200_000, true }),
		"import of a day elsewhere":     listed(func(i *Import) { i.Time, i.Of, i.Day, i.Offset = 86_400_000*2, 86_400_000, true, -300 }),
		"import of no zone":             listed(func(i *Import) { i.Offset = 961 }),

		"close without successor":    Close{Reason: "rotation"},
		"close by loss":              Close{Reason: "loss", Successor: "a/2+deadbeef+AAAA"},
		"successor without head":     Successor{Reason: "loss", Predecessor: "a/1+deadbeef+AAAA"},
		"inputs without their tool":  Custody{Role: "operator", Act: "import", Inputs: []Hash{{1}}},
		"custody without who did it": Custody{Act: "import"},
		"a provider's name alone":    Target{Name: "a", Interval: 1, Question: Question{Timeout: 1, Kind: "http", URL: "https://a.example/", Method: "GET"}, ProviderName: "A"},
		"a provider's long name":     Target{Name: "a", Provider: "a", Interval: 1, Question: Question{Timeout: 1, Kind: "http", URL: "https://a.example/", Method: "GET"}, ProviderName: strings.Repeat("a", 201)},
		"a name of two lines":        Target{Name: "a\nb", Interval: 1, Question: Question{Timeout: 1, Kind: "http", URL: "https://a.example/", Method: "GET"}},
		"a site of two lines":        Target{Name: "a", Site: "a\r\nb", Interval: 1, Question: Question{Timeout: 1, Kind: "http", URL: "https://a.example/", Method: "GET"}},
		"rules in no order":          Watch{Event: "stop", Rules: []Hash{{2}, {1}}},
		"a rule twice":               Watch{Event: "stop", Rules: []Hash{{2}, {2}}},
		"a rule of nothing":          Watch{Event: "stop", Rules: []Hash{{}}},
		"echo that told nothing":     Watch{Event: "stop", Network: Network{Echoes: []Echo{{Service: "https://echo.example/"}}}},
		"echo that told and failed":  Watch{Event: "stop", Network: Network{Echoes: []Echo{{Service: "https://echo.example/", Address: "192.0.2.7", Fault: "tcp-timeout"}}}},
	} {
		if _, err := Encode(e); err == nil {
			t.Errorf("%s: encoded", name)
		}
	}
}

// listed is an import with something wrong.
func listed(edit func(*Import)) Import {
	i := Import{Time: 2, Importer: "manifest", Form: "tsv", Version: "1", Source: Hash{1}, Of: 1, Items: 1, Root: Hash{1}, File: Hash{1}}
	edit(&i)
	return i
}

func TestAnswerOneEncoding(t *testing.T) {
	a := Answer{Status: 200, Proto: "HTTP/1.1", Peer: netip.MustParseAddrPort("192.0.2.7:443"), Conditions: "tf-",
		Headers: []Header{{"Server", "nginx"}}, Body: Sum([]byte("x")), Size: 1, Normal: Sum([]byte("y")), Rules: "page/1"}
	got, err := DecodeAnswer(a.Encode())
	if err != nil || !reflect.DeepEqual(got, a) {
		t.Fatalf("got %+v, %v", got, err)
	}
	other := a
	other.Body, other.Size = Sum([]byte("z")), 2
	if a.Same() != other.Same() {
		t.Error("another body is not the same answer")
	}
	other.Status = 503
	if a.Same() == other.Same() {
		t.Error("another status is the same answer")
	}
	for _, bad := range []string{`{"fault":"cosmic"}`, `{"conditions":"x"}`, `{"status":1000}`, `{"status":0}`} {
		if _, err := DecodeAnswer([]byte(bad)); err == nil {
			t.Errorf("%s was accepted", bad)
		}
	}
}

// What no encoder of ours writes of a told day is not read either.
func TestAToldDayHasOneForm(t *testing.T) {
	day := examples()[slices.IndexFunc(examples(), func(e Entry) bool { i, ok := e.(Import); return ok && i.Day })]
	good, err := Encode(day)
	if err != nil {
		t.Fatal(err)
	}
	for _, edit := range [][2]string{
		{`"of":"2026-11-21T05:00`, `"of":"2026-11-21T06:00`},
		{`"offset":-300`, `"offset":-240`},
		{`"offset":-300`, `"offset":0`},
		{`"offset":-300`, `"offset":-1740`},
		{`"offset":-300`, `"offset":-300.0`},
		{`"day":true,`, `"day":false,`},
		{`"day":true,"offset":-300`, `"offset":-300,"day":true`},
	} {
		bad := strings.Replace(string(good), edit[0], edit[1], 1)
		if bad == string(good) {
			t.Fatalf("%s is not in %s", edit[0], good)
		}
		if e, err := Decode([]byte(bad)); err == nil {
			t.Errorf("%s is read as %+v", edit[1], e)
		}
	}
}
