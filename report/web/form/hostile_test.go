package form

import (
	"bytes"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"constat/report/web"
)

// planted are a member's words that must be nowhere but in front of counsel.
var planted = []string{"Zéphirine Quévillon", "zephirine@quevillon.example", "418 555-7319", "9, chemin des Ancolies", "QC-88-compte", "quevillon-boutique.example", "tisanes perdues", "facture-quevillon.pdf", "contenu secret de la facture"}

// Nothing that the server wrote, in its folder or its log, and no address that a browser was led to,
// holds a word of the member's, nor the code.
func TestNothingPersonalIsWrittenAnywhere(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("fr/join")).fill("name_or_legal_name", planted[0], "email", planted[1], "phone", planted[2]).press("go", "next")
	r.fill("address", planted[3]).press("go", "next").fill("contract.account_id", planted[4]).press("go", "next")
	r.fill("assets[0].domain", planted[5]).press("go", "next").press("go", "next").press("go", "next").fill("damage[0].description", planted[6]).press("go", "next")
	r.agree().wants(200)
	no, code := r.slipOf()
	r.voucher(h, "fr", no, code, planted[7], []byte(strings.Repeat(planted[8], 1000))).wants(200)
	r.press("do", "all").fill("name_or_legal_name", planted[0]+" fils").press("go", "send").wants(200)
	// what goes wrong says no more
	r.open(h.at("fr/file")).fill("no", "999", "code", code).post(h.at("fr/file")).wants(422)
	r.open(h.at("fr/" + url.PathEscape(planted[0])))
	if strings.Contains(r.source, planted[0]) {
		t.Error("a page of an error repeats what was asked")
	}
	wrong := bytes.Repeat([]byte("&email="+planted[1]), 100_000)
	answer, err := http.Post(h.at("fr/join"), "application/x-www-form-urlencoded", bytes.NewReader(wrong))
	r.take(answer, err)
	r.wants(413)
	if strings.Contains(r.source, planted[1]) {
		t.Error("a page of an error repeats what was sent")
	}
	words := append([]string{code, strings.ReplaceAll(code, "-", "")}, planted...)
	n := 0
	err = filepath.WalkDir(h.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		n++
		for _, w := range words {
			if bytes.Contains(b, []byte(w)) || strings.Contains(path, w) {
				t.Errorf("%s holds %q", path, w)
			}
		}
		return err
	})
	if err != nil || n < 5 {
		t.Errorf("%d files, %v", n, err)
	}
	for _, w := range append(words, "127.0.0.1") {
		if strings.Contains(h.log.String(), w) {
			t.Errorf("the log holds %q:\n%s", w, h.log)
		}
	}
	if m := h.members(t); len(m) != 1 || m[0].Name != planted[0]+" fils" || m[0].Phone != planted[2] {
		t.Errorf("counsel reads %+v", m)
	}
}

// Ten thousand posts at once from one place bring no more members than the limit lets in, and each of
// those is whole.
func TestAFloodIsBounded(t *testing.T) {
	h := newHouse(t, Options{})
	var taken, refused, other atomic.Int64
	var w sync.WaitGroup
	for i := range 20 {
		w.Go(func() {
			for j := range 500 {
				r := httptest.NewRequest("POST", "/claim/nordique-2021/en/join", strings.NewReader(h.whole(fmt.Sprintf("Member %d-%d", i, j)).Encode()))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				answer := httptest.NewRecorder()
				h.form.ServeHTTP(answer, r)
				switch answer.Code {
				case 200:
					taken.Add(1)
				case 429:
					refused.Add(1)
				default:
					other.Add(1)
				}
			}
		})
	}
	w.Wait()
	members := h.members(t)
	if other.Load() > 0 || int(taken.Load()) != len(members) || len(members) < sendsAtOnce || len(members) > 10*sendsAtOnce {
		t.Errorf("%d taken, %d refused, %d else, %d members", taken.Load(), refused.Load(), other.Load(), len(members))
	}
	entries, err := h.claim.List()
	if err != nil || len(entries) != len(members) {
		t.Errorf("%d entries, %v", len(entries), err)
	}
}

// whole is a post that takes a member in.
func (h *house) whole(name string) url.Values {
	key := newKey()
	agreed := subject{h.form.subject().About, "nordique-2021"}.agreement()
	return url.Values{"step": {"sign"}, "go": {"send"}, "key": {key}, "token": {h.form.token(key)}, "agree": {"yes"}, "version": {string(agreed.Version())},
		"name_or_legal_name": {name}, "email": {"a@b.example"}, "kind": {"company"}, "damage[0].head": {"rebuild_cost"}, "damage[0].amount": {"25 500,00"}}
}

func (h *house) visit(page string, v url.Values) (*httptest.ResponseRecorder, *http.Request) {
	r := httptest.NewRequest("POST", "/claim/nordique-2021/"+page, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return httptest.NewRecorder(), r
}

func (h *house) post(page string, v url.Values) *httptest.ResponseRecorder {
	w, r := h.visit(page, v)
	web.Guard(h.form, slog.New(slog.DiscardHandler)).ServeHTTP(w, r)
	return w
}

// What is not a person's post of our own page brings nobody in.
func TestForgedPostsBringNobodyIn(t *testing.T) {
	h := newHouse(t, Options{Free: true})
	for name, change := range map[string]func(url.Values){
		"no token":       func(v url.Values) { v.Del("token") },
		"other's token":  func(v url.Values) { v.Set("token", h.form.token(newKey())) },
		"no key":         func(v url.Values) { v.Del("key") },
		"broken key":     func(v url.Values) { v.Set("key", strings.ToUpper(v.Get("key"))) },
		"no agreement":   func(v url.Values) { v.Del("agree") },
		"another text":   func(v url.Values) { v.Set("version", strings.Repeat("0", 64)) },
		"the trap":       func(v url.Values) { v.Set("leave-empty", "https://buy.example") },
		"no name":        func(v url.Values) { v.Set("name_or_legal_name", " \t") },
		"a choice":       func(v url.Values) { v.Set("kind", "king") },
		"a broken email": func(v url.Values) { v.Set("email", "x\xff@b") },
		"marks in it":    func(v url.Values) { v.Set("name_or_legal_name", "A\u202egnp.exe") },
	} {
		v := h.whole("A")
		change(v)
		if w := h.post("en/join", v); w.Code == 200 || w.Code >= 500 {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	for _, method := range []string{"GET", "HEAD"} {
		w := httptest.NewRecorder()
		h.form.ServeHTTP(w, httptest.NewRequest(method, "/claim/nordique-2021/en/join?"+h.whole("A").Encode(), nil))
		if strings.Contains(w.Body.String(), "25 500") {
			t.Error("what stands in an address is taken")
		}
	}
	if n, _ := h.claim.List(); len(n) != 0 {
		t.Errorf("%d are in", len(n))
	}
}

// Unseen characters are taken out and shown to have been; the person looks and goes on.
func TestUnseenCharactersAreTakenOut(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("fr/join")).fill("name_or_legal_name", "A", "phone", "\u202a514 555-0100\u202c").press("go", "next").wants(422, "Vérifiez avant de continuer", "caractère invisible")
	if v := formValues(r.forms[0]); v.Get("phone") != "514 555-0100" {
		t.Errorf("shown %q", v.Get("phone"))
	}
	r.press("go", "next").wants(200, "Où vous joindre")
}

func TestAmountsAreReadAsTheyAreWritten(t *testing.T) {
	for typed, want := range map[string]string{
		"25 500,00 $": "25500.00", "25\u00a0500,00": "25500.00", "25,500.00": "25500.00", "25.500,00 €": "25500.00", "25’500.00": "25500.00", "25'500": "25500", "119,88": "119.88", "119.88": "119.88",
		"7": "7", "007": "7", "0,5": "0.5", "0.125": "0.125", "1,250,000": "1250000", "1.250.000,50": "1250000.50", "87 %": "87", "12,5": "12.5", "0": "0", "5.": "5",
	} {
		got := decimal(typed)
		if got != want {
			t.Errorf("%q is read as %q", typed, got)
		}
		if f, _ := judge(said{"damage[0].amount", got}); f != "" {
			t.Errorf("%q: %s", typed, f)
		}
	}
	// a thousand times more or less is for the person to say
	for _, typed := range []string{"25,500", "25.500", "1,2,3", "1.2.3,4", "-5", "1e3", "25,50,00", "NaN", "", "12.34.56", "٢٥"} {
		if f, _ := judge(said{"damage[0].amount", decimal(typed)}); f == "" && typed != "" {
			t.Errorf("%q is taken as %q", typed, decimal(typed))
		}
	}
}

// FuzzPost has each field hold anything: no crash, no script in the page, nothing half written, and
// what is taken is what the register takes.
func FuzzPost(f *testing.F) {
	for _, s := range []string{"<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "=HYPERLINK(\"http://x\")", "\u202egnp.exe", "\xff\xfe\x00", strings.Repeat("A", 5000), "'; DROP TABLE members", "{{.}}", "%s%n", "\x00", "𝔘𝔫𝔦", "a\nb\r\nc", "١٢٣", "-0", "1e999"} {
		for i := range 40 {
			f.Add(i, s)
		}
	}
	h := newHouse(f, Options{Free: true})
	var names []string
	for path := range asked() {
		names = append(names, strings.Replace(path, "[]", "[0]", 1))
	}
	names = append(names, "impact.first_noticed_at:time", "impact.first_noticed_at:zone", "step", "go", "key", "token", "version", "agree", "from", "damage[19].amount", "damage[99].amount", "no", "code", "do")
	f.Fuzz(func(t *testing.T, i int, s string) {
		v := h.whole("A")
		v.Set(names[(i%len(names)+len(names))%len(names)], s)
		for _, page := range []string{"en/join", "fr/file"} {
			w := h.post(page, v)
			if w.Code >= 500 {
				t.Fatalf("%s: %d", page, w.Code)
			}
			body := w.Body.String()
			if len(s) > 12 && strings.ContainsAny(s, "<\"") && strings.Contains(body, s) {
				t.Fatalf("%q stands as it is in the page", s)
			}
		}
		v.Set("go", "next")
		if w := h.post("en/join", v); w.Code >= 500 {
			t.Fatalf("next: %d", w.Code)
		}
	})
}

// BenchmarkHundredASecond posts members over loopback, one each ten milliseconds whether or not those
// before have been answered, and tells how long the slowest in a hundred waited.
func BenchmarkHundredASecond(b *testing.B) {
	h := newHouse(b, Options{Free: true})
	var w sync.WaitGroup
	var mu sync.Mutex
	var took []time.Duration
	beat := time.NewTicker(10 * time.Millisecond)
	defer beat.Stop()
	for i := 0; b.Loop(); i++ {
		<-beat.C
		w.Go(func() {
			start := time.Now()
			answer, err := http.PostForm(h.at("en/join"), h.whole(fmt.Sprintf("Member %d", i)))
			if err != nil || answer.StatusCode != 200 {
				b.Errorf("%v %v", answer, err)
				return
			}
			answer.Body.Close()
			mu.Lock()
			defer mu.Unlock()
			took = append(took, time.Since(start))
		})
	}
	w.Wait()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

// A disk that fills up during an upload leaves no half voucher; the page says so, and that the rest
// is safe.
func TestAFullDiskLeavesNothingHalf(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("en/join")).fill("name_or_legal_name", "A").press("go", "later").agree()
	no, code := r.slipOf()
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		t.Skip(err)
	}
	small := syscall.Rlimit{Cur: 1 << 20, Max: before.Max} // a chunk, encrypted, is longer; what go test itself writes is not
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &small); err != nil {
		t.Skip(err)
	}
	defer syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before)
	r.voucher(h, "en", no, code, "a.pdf", make([]byte, 3<<20)).wants(507, "no room left", "Nothing was half saved")
	parts, err := h.claim.Parts(noCount(no))
	if err != nil || len(parts) != 0 {
		t.Errorf("parts %v, %v", parts, err)
	}
	r.voucher(h, "en", no, code, "a.pdf", make([]byte, 50<<10)).wants(200, "received and encrypted")
	if !strings.Contains(h.log.String(), "disk is full") {
		t.Errorf("the operator is not told: %s", h.log)
	}
}
