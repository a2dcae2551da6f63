package registry

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"
)

const planted = "Zébulon Quincaillerie-Plantée"

var noon = time.Date(2021, 9, 1, 12, 0, 0, 0, time.UTC)

func newKey(t *testing.T) *age.X25519Identity {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func newClaim(t *testing.T, recipients ...string) *Claim {
	t.Helper()
	c, err := Create(filepath.Join(t.TempDir(), "claims"), "whc", recipients, noon)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func add(t *testing.T, c *Claim, member string) Receipt {
	t.Helper()
	r, err := c.Add([]byte(member), noon)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func members(t *testing.T, c *Claim, id fmt.Stringer) []Member {
	t.Helper()
	ms, err := c.Members(strings.NewReader(id.String()))
	if err != nil {
		t.Fatal(err)
	}
	return ms
}

func full(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("testdata/full.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// mustNotHold walks a folder and fails when a file or a name in it holds the text.
func mustNotHold(t *testing.T, dir, text string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		b, err := os.ReadFile(path)
		if bytes.Contains(b, []byte(text)) || strings.Contains(path, text) {
			t.Errorf("%s holds %q", path, text)
		}
		return err
	})
	if err != nil || files == 0 {
		t.Fatalf("walked %d files: %v", files, err)
	}
}

func TestNoPersonalDataInTheFolder(t *testing.T) {
	id := newKey(t)
	c := newClaim(t, id.Recipient().String())
	add(t, c, full(t))
	add(t, c, `{"name_or_legal_name": "`+planted+`", "address": "12, rue Secrète", "email": "plante@secret.example"}`)
	for _, text := range []string{planted, "Plantée", "rue Secrète", "secret.example", "OXIA", "25500", "Zébulon"} {
		mustNotHold(t, filepath.Dir(filepath.Dir(c.members)), text)
	}
	ms := members(t, c, id)
	if len(ms) != 2 || ms[1].Name != planted || ms[1].MemberNo != 2 || ms[1].CreatedAt != "2021-09-01T12:00:00Z" {
		t.Fatalf("got %+v", ms)
	}
}

func TestMemberRoundTripsExactly(t *testing.T) {
	id := newKey(t)
	c := newClaim(t, id.Recipient().String())
	given := full(t)
	add(t, c, given)
	got := members(t, c, id)
	again, err := encode(got[0])
	if err != nil || string(again) != given {
		t.Fatalf("%v\n%s\nis not what was given:\n%s", err, again, given)
	}
	if p := got[0].Complete(); p.Percent != 100 || len(p.Missing) != 0 {
		t.Errorf("the full member is complete to %+v", p)
	}
	for i := range reflect.TypeOf(Member{}).NumField() {
		if reflect.ValueOf(got[0]).Field(i).IsZero() {
			t.Errorf("testdata/full.json does not use field %s", reflect.TypeOf(Member{}).Field(i).Name)
		}
	}
}

func TestEveryRecipientReadsAndNobodyElse(t *testing.T) {
	a, b, other := newKey(t), newKey(t), newKey(t)
	c := newClaim(t, a.Recipient().String(), b.Recipient().String())
	if _, err := c.Members(strings.NewReader(other.String())); !errors.Is(err, ErrWrongIdentity) {
		t.Errorf("empty claim, wrong identity: %v", err)
	}
	add(t, c, `{"name_or_legal_name": "A"}`)
	for _, id := range []*age.X25519Identity{a, b} {
		if ms := members(t, c, id); len(ms) != 1 || ms[0].Name != "A" {
			t.Errorf("got %+v", ms)
		}
	}
	ms, err := c.Members(strings.NewReader(other.String()))
	if len(ms) != 0 || !errors.Is(err, ErrWrongIdentity) {
		t.Errorf("wrong identity: %v %v", ms, err)
	}
	for _, bad := range []string{"", "nothing", a.Recipient().String(), a.String()[:40]} {
		_, err := c.Members(strings.NewReader(bad))
		if !errors.Is(err, ErrIdentity) || bad != "" && strings.Contains(err.Error(), bad) {
			t.Errorf("identity %.20q: %v", bad, err)
		}
	}
}

func TestHybridRecipients(t *testing.T) {
	pq, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	c := newClaim(t, pq.Recipient().String())
	add(t, c, `{"name_or_legal_name": "A"}`)
	if ms := members(t, c, pq); len(ms) != 1 {
		t.Errorf("got %+v", ms)
	}
	_, err = Create(t.TempDir(), "whc", []string{pq.Recipient().String(), newKey(t).Recipient().String()}, noon)
	if !errors.Is(err, ErrMixed) {
		t.Errorf("mixed recipients: %v", err)
	}
}

func TestCreateRefuses(t *testing.T) {
	k := newKey(t)
	pub := k.Recipient().String()
	for _, tt := range []struct {
		name       string
		recipients []string
		want       error
	}{
		{"WHC", []string{pub}, ErrName}, {"../x", []string{pub}, ErrName}, {"", []string{pub}, ErrName}, {".", []string{pub}, ErrName},
		{strings.Repeat("a", 65), []string{pub}, ErrName},
		{"whc", nil, ErrRecipient}, {"whc", []string{"age1x"}, ErrRecipient}, {"whc", []string{pub, pub}, ErrRecipient},
		{"whc", []string{strings.ToUpper(pub)}, ErrRecipient}, {"whc", []string{"age1pq1x"}, ErrRecipient},
		{"whc", slices.Repeat([]string{pub}, 21), ErrRecipient},
		{"whc", []string{k.String()}, ErrSecretKey},
	} {
		dir := filepath.Join(t.TempDir(), "claims")
		_, err := Create(dir, tt.name, tt.recipients, noon)
		if !errors.Is(err, tt.want) || strings.Contains(err.Error(), k.String()) {
			t.Errorf("%q %.30q: %v, want %v", tt.name, tt.recipients, err, tt.want)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Errorf("%q: something was written", tt.name)
		}
	}
	c := newClaim(t, pub)
	if _, err := Create(filepath.Dir(filepath.Dir(c.members)), "whc", []string{pub}, noon); !errors.Is(err, ErrExists) {
		t.Errorf("second claim of a name: %v", err)
	}
	if _, err := Open(t.TempDir(), "whc"); !errors.Is(err, ErrNoClaim) {
		t.Errorf("no claim: %v", err)
	}
}

func TestANumberIsGivenOnce(t *testing.T) {
	id := newKey(t)
	c := newClaim(t, id.Recipient().String())
	add(t, c, `{"member_no": 7, "name_or_legal_name": "A"}`)
	if r := add(t, c, `{"name_or_legal_name": "B"}`); r.MemberNo != 8 {
		t.Errorf("number %d after 7", r.MemberNo)
	}
	if _, err := c.Add([]byte(`{"member_no": 7, "name_or_legal_name": "C"}`), noon); !errors.Is(err, ErrTaken) {
		t.Errorf("number given twice: %v", err)
	}
	add(t, c, `{"member_no": 999999, "name_or_legal_name": "D"}`)
	if _, err := c.Add([]byte(`{"name_or_legal_name": "E"}`), noon); !errors.Is(err, ErrFull) {
		t.Errorf("after the last number: %v", err)
	}
	ms := members(t, c, id)
	if len(ms) != 3 || ms[0].Name != "A" || ms[1].Name != "B" || ms[2].Name != "D" {
		t.Errorf("got %+v", ms)
	}
}

func TestConcurrentAddsAllArrive(t *testing.T) {
	const handles, each = 4, 10
	id := newKey(t)
	c := newClaim(t, id.Recipient().String())
	var wg sync.WaitGroup
	for h := range handles {
		mine, err := Open(filepath.Dir(filepath.Dir(c.members)), "whc") // as another process would
		if err != nil {
			t.Fatal(err)
		}
		for i := range each {
			wg.Go(func() {
				if _, err := mine.Add(fmt.Appendf(nil, `{"name_or_legal_name": "m%d-%d"}`, h, i), noon); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	ms := members(t, c, id)
	names := map[string]bool{}
	for i, m := range ms {
		names[m.Name] = true
		if m.MemberNo != i+1 {
			t.Errorf("number %d at %d", m.MemberNo, i)
		}
	}
	if len(names) != handles*each {
		t.Errorf("%d of %d arrived", len(names), handles*each)
	}
}

func TestWhatWasChangedIsNamedAndTheRestReturned(t *testing.T) {
	id := newKey(t)
	change := map[string]func(dir string) error{
		"a byte of the ciphertext": func(dir string) error {
			b, err := os.ReadFile(dir + "/000002/member.age")
			b[len(b)-1] ^= 1
			return errors.Join(err, os.WriteFile(dir+"/000002/member.age", b, 0o600))
		},
		"no ciphertext":      func(dir string) error { return os.Remove(dir + "/000002/member.age") },
		"no entry":           func(dir string) error { return os.Remove(dir + "/000002/entry.json") },
		"entry not JSON":     func(dir string) error { return os.WriteFile(dir+"/000002/entry.json", []byte("{"), 0o600) },
		"entry with a space": func(dir string) error { return edit(dir+"/000002/entry.json", "\n}", "\n }") },
		"entry says complete": func(dir string) error {
			return edit(dir+"/000002/entry.json", `"percent": 0`, `"percent": 5`)
		},
		"entry with another time": func(dir string) error { return edit(dir+"/000002/entry.json", "2021", "2020") },
		"another member's files":  func(dir string) error { return os.CopyFS(dir+"/000004", os.DirFS(dir+"/000001")) },
		"another member's, renumbered": func(dir string) error {
			return errors.Join(os.RemoveAll(dir+"/000002"), os.CopyFS(dir+"/000002", os.DirFS(dir+"/000001")),
				edit(dir+"/000002/entry.json", `"member_no": 1`, `"member_no": 2`))
		},
		"a strange file": func(dir string) error { return os.WriteFile(dir+"/notes.txt", nil, 0o600) },
	}
	for what, do := range change {
		c := newClaim(t, id.Recipient().String())
		for _, n := range []string{"A", "B", "C"} {
			add(t, c, `{"name_or_legal_name": "`+n+`"}`)
		}
		if err := do(c.members); err != nil {
			t.Fatal(what, err)
		}
		ms, err := c.Members(strings.NewReader(id.String()))
		var which *MemberError
		if !errors.As(err, &which) || len(ms) < 2 || ms[0].Name != "A" || ms[len(ms)-1].Name != "C" {
			t.Errorf("%s: %v, %d members", what, err, len(ms))
		}
	}
}

func TestAFileEncryptedAgainIsNotTheOneReceived(t *testing.T) {
	id := newKey(t)
	c := newClaim(t, id.Recipient().String())
	add(t, c, `{"name_or_legal_name": "A"}`)
	forged, err := c.seal(sealed{memberSchema, "whc", instant(noon), Member{MemberNo: 1, CreatedAt: instant(noon), Name: "B"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.members, "000001", "member.age"), forged, 0o600); err != nil {
		t.Fatal(err)
	}
	if ms, err := c.Members(strings.NewReader(id.String())); !errors.Is(err, ErrChanged) || len(ms) != 0 {
		t.Errorf("%v %v", ms, err)
	}
}

func edit(path, from, to string) error {
	b, err := os.ReadFile(path)
	if err == nil && !bytes.Contains(b, []byte(from)) {
		return fmt.Errorf("%q is not in %s", from, b)
	}
	return errors.Join(err, os.WriteFile(path, bytes.Replace(b, []byte(from), []byte(to), 1), 0o600))
}

func TestAgeDecryptsAMember(t *testing.T) {
	if _, err := exec.LookPath("age"); err != nil {
		t.Skip("the program age is not installed (Debian: apt install age)")
	}
	id := newKey(t)
	c := newClaim(t, id.Recipient().String(), newKey(t).Recipient().String())
	add(t, c, `{"name_or_legal_name": "`+planted+`"}`)
	key := filepath.Join(t.TempDir(), "key.txt")
	if err := os.WriteFile(key, []byte(id.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("age", "-d", "-i", key, filepath.Join(c.members, "000001", "member.age")).CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte(planted)) {
		t.Errorf("%v: %s", err, out)
	}
}

func TestVectorReads(t *testing.T) {
	c, err := Open("testdata", "vector")
	if err != nil {
		t.Fatal(err)
	}
	key, err := os.Open("testdata/vector-identity.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer key.Close()
	ms, err := c.Members(key)
	if err != nil || len(ms) != 1 {
		t.Fatal(len(ms), err)
	}
	if b, err := encode(ms[0]); err != nil || string(b) != full(t) {
		t.Errorf("%v: %s", err, b)
	}
	es, err := c.List()
	if err != nil || len(es) != 1 || es[0].Completeness.Percent != 100 || es[0].Time != "2021-09-01T12:00:00Z" {
		t.Errorf("%+v %v", es, err)
	}
}

func TestSameNameIsFlagged(t *testing.T) {
	got := SameName([]Member{{MemberNo: 1, Name: "OXIA Studio inc."}, {MemberNo: 2, Name: "B"}, {MemberNo: 5, Name: "Oxia  Studio, Inc"}, {MemberNo: 3, Name: "oxia-studio inc"}})
	want := map[int]Namesakes{1: {[]int{3, 5}, 0}, 3: {[]int{1, 5}, 0}, 5: {[]int{1, 3}, 0}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
}

// What thousands of one name are told grows with them, not with their square.
func TestNamesakesAreToldInLittleRoom(t *testing.T) {
	members := make([]Member, 3000)
	for i := range members {
		members[i] = Member{MemberNo: i + 1, Name: "Legion"}
	}
	for no, same := range SameName(members) {
		if len(same.Others) != namesakesTold || same.More != len(members)-1-namesakesTold || slices.Contains(same.Others, no) {
			t.Fatalf("member %d: %v", no, same)
		}
	}
}
