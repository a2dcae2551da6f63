package witness

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	foreign "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"

	"constat/store/seal"
)

// served answers on loopback, as the program does.
func served(t testing.TB, w *Witness) string {
	t.Helper()
	s := httptest.NewUnstartedServer(nil)
	s.Config = w.Server()
	s.Start()
	t.Cleanup(s.Close)
	return s.URL + "/add-checkpoint"
}

func post(t testing.TB, url string, body []byte) (status int, kind, answer string) {
	t.Helper()
	r, err := http.Post(url, "text/plain", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, r.Header.Get("Content-Type"), string(b)
}

// Each answer is the one that c2sp.org/tlog-witness has for it.
func TestAnswersAreTheSpecifications(t *testing.T) {
	x := newTree(t, "saguenay-1/1").grow("a", 10)
	w, _ := newWitness(t, x)
	url := served(t, w)
	first := x.since(t, 0)
	fork := (&tree{key: x.key}).grow("b", 14)
	twin := (&tree{key: x.key}).grow("b", 10).since(t, 10)
	status, _, answer := post(t, url, first.Encode())
	if status != 200 {
		t.Fatalf("%d %s", status, answer)
	}
	// Whoever knows the form reads it: the answer put below the checkpoint.
	verifier, err := foreign.NewVerifierForCosignatureV1(w.Key().String())
	if err != nil {
		t.Fatal(err)
	}
	if n, err := note.Open(append(bytes.Clone(first.Checkpoint), answer...), note.VerifierList(verifier)); err != nil || len(n.Sigs) != 1 {
		t.Errorf("a foreign library does not read the answer: %v\n%s", err, answer)
	}
	grown := x.grow("a", 5).since(t, 10)
	thief := newTree(t, "saguenay-1/1").grow("a", 15)
	body := string(grown.Encode())
	proof := strings.SplitAfter(body, "\n")[1]
	for name, c := range map[string]struct {
		body   string
		status int
		kind   string
		answer string
	}{
		"the wrong old size":    {strings.Replace(body, "old 10", "old 9", 1), 409, "text/x.tlog.size", "10\n"},
		"nothing known":         {strings.Replace(body, "old 10", "old 0", 1), 409, "text/x.tlog.size", "10\n"},
		"another of this size":  {string(twin.Encode()), 409, "text/x.tlog.size", "10\n"},
		"another history":       {string(fork.since(t, 10).Encode()), 422, "", ""},
		"a line of proof less":  {strings.Replace(body, proof, "", 1), 422, "", ""},
		"an unknown log":        {string(newTree(t, "x/1").grow("a", 1).since(t, 0).Encode()), 404, "", ""},
		"another's signature":   {string(thief.since(t, 10).Encode()), 403, "", ""},
		"an old size too large": {strings.Replace(body, "old 10", "old 16", 1), 400, "", ""},
		"a leading zero":        {strings.Replace(body, "old 10", "old 010", 1), 400, "", ""},
		"a sign":                {strings.Replace(body, "old 10", "old +10", 1), 400, "", ""},
		"no old size":           {strings.Replace(body, "old 10\n", "", 1), 400, "", ""},
		"two blanks":            {strings.Replace(body, "old 10", "old  10", 1), 400, "", ""},
		"a carriage return":     {strings.Replace(body, "old 10", "old 10\r", 1), 400, "", ""},
		"not base64":            {strings.Replace(body, proof, "!"+proof[1:], 1), 400, "", ""},
		"a short hash":          {strings.Replace(body, proof, proof[4:], 1), 400, "", ""},
		"loose base64":          {strings.Replace(body, proof, proof[:42]+"B=\n", 1), 400, "", ""},
		"too many lines":        {strings.Replace(body, proof, strings.Repeat(proof, 64), 1), 400, "", ""},
		"no empty line":         {strings.Replace(body, "\n\nsaguenay", "\nsaguenay", 1), 400, "", ""},
		"no last line end":      {strings.TrimSuffix(body, "\n"), 400, "", ""},
		"nothing":               {"", 400, "", ""},
		"too long":              {body + strings.Repeat("x", seal.MaxSubmission), 400, "", ""},
	} {
		status, kind, answer := post(t, url, []byte(c.body))
		if status != c.status || c.kind != "" && (kind != c.kind || answer != c.answer) {
			t.Errorf("%s: %d %s %q, want %d", name, status, kind, answer, c.status)
		}
	}
	if status, _, answer = post(t, url, []byte(body)); status != 200 {
		t.Errorf("after all that the log goes on: %d %s", status, answer)
	}
	if r, err := http.Get(url); err != nil || r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("GET: %v, %v", r.Status, err)
	}
}

// Many ask at once, each from the size it knows: what is cosigned never
// shrinks, whatever the order of arrival (c2sp.org/tlog-witness has the race).
func TestCosignedNeverShrinks(t *testing.T) {
	x := newTree(t, "a/1")
	w, dir := newWitness(t, x)
	url := served(t, w)
	var bodies [][]byte
	for n := range 20 {
		x.grow("a", 1+n%3)
		for old := range int64(len(x.leaves)) {
			if old%2 == 0 {
				bodies = append(bodies, x.since(t, old).Encode())
			}
		}
	}
	var mu sync.Mutex
	var largest int64
	var all sync.WaitGroup
	for lane := range 8 {
		all.Go(func() {
			for i := range bodies {
				b := bodies[(i*7+lane*31)%len(bodies)]
				// What was cosigned before we ask may not be cosigned away.
				mu.Lock()
				before := largest
				mu.Unlock()
				status, _, _ := post(t, url, b)
				_, note, _ := strings.Cut(string(b), "\n\n")
				size, err := sizeOf([]byte(note))
				if err != nil {
					t.Error(err)
				}
				if status == 200 && size < before {
					t.Errorf("%d leaves were cosigned after %d", size, before)
				}
				if status == 200 {
					mu.Lock()
					largest = max(largest, size)
					mu.Unlock()
				}
			}
		})
	}
	all.Wait()
	logs, err := Logs(dir)
	if err != nil || logs[0].Size != largest || largest == 0 {
		t.Errorf("the state is %d, the largest cosigned %d, %v", logs[0].Size, largest, err)
	}
}

// sizeOf reads the second line of a checkpoint.
func sizeOf(signed []byte) (n int64, err error) {
	_, err = fmt.Sscanf(string(signed), "a/1\n%d\n", &n)
	return n, err
}
