package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"constat/report/dossier"
	"constat/store"
)

// What a class holds of memory and files, in tests that hand in more than it may.
const (
	mostTestHeap  = 1200 << 20
	mostTestFiles = 100 // beside those that were open before
)

// Whoever is in two claims, or on a list under two numbers, is one member.
func TestClassCountsAMemberOfTwoClaimsOnce(t *testing.T) {
	_, dir := stageSmall(t, "saguenay-1/1", 0, nil)
	list := filepath.Join(dir, "members.csv")
	text := "member,bundle,sites\n7,saguenay-1-1.zip,\n112,saguenay-1-1.zip,\n7,saguenay-1-1.zip,\n8,saguenay-1-2.zip,\n-,saguenay-1--.zip,\n"
	if err := os.WriteFile(list, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "class.pdf")
	d := (stagedFolder{}).class(t, "--list", list, "--representative", "112", "--lang", "en", "-o", out)
	seven := memberOf(t, d, "7")
	if len(d.Members) != 2 || !slices.Equal(seven.Also, []string{"112"}) || len(seven.Shared) != 0 || len(d.Sites) != 4 || len(d.Events) != 1 || !slices.Equal(slices.Sorted(slices.Values(d.Events[0].Members)), []string{"7", "8"}) {
		t.Errorf("%+v, %+v", d.Members, d.Events)
	}
	if d.Subgroups[0].Members != 2 || d.Questions[0].Of != 2 || d.Sheets[0].Member != "7" {
		t.Errorf("%+v, %+v, %+v", d.Subgroups, d.Questions, d.Sheets)
	}
	if said := pdfText(t, out); !strings.Contains(said, "exactly those handed in under 112") {
		t.Error("the report does not say so")
	}
	// An event of one person under two numbers is none.
	text = "member,bundle,sites\n7,saguenay-1-1.zip,\n112,saguenay-1-1.zip,\n7,saguenay-1-2.zip,\n112,saguenay-1-2.zip,\n"
	if err := os.WriteFile(list, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if d = (stagedFolder{}).class(t, "--list", list); len(d.Members) != 1 || len(d.Events) != 0 || len(d.Sites) != 4 {
		t.Errorf("%d members, %d events", len(d.Members), len(d.Events))
	}
}

// memberOf finds a member: they stand in an order drawn by lot.
func memberOf(t *testing.T, d *dossier.Class, name string) dossier.ClassMember {
	t.Helper()
	i := slices.IndexFunc(d.Members, func(m dossier.ClassMember) bool { return m.Member == name })
	if i < 0 {
		t.Fatalf("no member %s in %+v", name, d.Members)
	}
	return d.Members[i]
}

// Two bundles of one site that contradict each other are shown as doing so, and
// count for nobody.
func TestClassShowsBundlesThatDisagree(t *testing.T) {
	calm := func(v *stagedVantage) {
		for i := range v.sites {
			v.sites[i].fails = nil
		}
	}
	_, failing := stageSmall(t, "saguenay-1/1", 0, nil)
	_, well := stageSmall(t, "levis-22/1", 20, calm)
	out := filepath.Join(t.TempDir(), "class.pdf")
	d := (stagedFolder{}).class(t, "--lang", "fr", "-o", out, failing, well)
	if len(d.Events) != 0 || len(d.Sites) != 4 || len(d.Bundles) != 6 {
		t.Errorf("%d events, %d sites, %d bundles", len(d.Events), len(d.Sites), len(d.Bundles))
	}
	for _, s := range d.Sites {
		if s.AtLeast != 0 || s.Disputed == 0 {
			t.Errorf("%s: at least %v, disputed %v", s.Name, s.AtLeast, s.Disputed)
		}
	}
	if said := pdfText(t, out); !strings.Contains(said, "se contredisent") {
		t.Error("the report does not say so")
	}
}

// A file of 5 GB is named and not read, whatever it holds; so are several of one
// member that are too large together.
func TestClassRefusesFiveGigabytesByName(t *testing.T) {
	_, dir := stageSmall(t, "saguenay-1/1", 0, nil)
	huge := filepath.Join(dir, "z-huge.zip")
	copyFile(t, filepath.Join(dir, "saguenay-1-1.zip"), huge, nil)
	if err := os.Truncate(huge, 5<<30); err != nil {
		t.Skip("no file with holes:", err)
	}
	list := filepath.Join(dir, "members.csv")
	text := "member,bundle,sites\n1,saguenay-1-1.zip,\n1,z-huge.zip,\n2,saguenay-1-2.zip,\n-,saguenay-1--.zip,\n"
	if err := os.WriteFile(list, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var most atomic.Uint64
	done := make(chan bool)
	go watchHeap(&most, done)
	began := time.Now()
	d := (stagedFolder{}).class(t, "--list", list)
	close(done)
	if got := leftOut(d, "too-large"); !slices.Equal(got, []string{"z-huge.zip"}) || len(d.Bundles) != 3 || len(d.Events) != 1 {
		t.Errorf("left out %v, %d bundles, %d events", got, len(d.Bundles), len(d.Events))
	}
	if took := time.Since(began); took > 30*time.Second || most.Load() > mostTestHeap {
		t.Errorf("it took %v and %d MB", took, most.Load()>>20)
	}
}

// Ten thousand files are a class as any other: those that count are counted once,
// the others are named, and neither memory nor open files grow with their number.
// CLASS_MANY says how many are sound; the rest are not bundles, cut or copies.
func TestClassOfTenThousandTinyBundles(t *testing.T) {
	const files = 10_000
	sound, err := strconv.Atoi(os.Getenv("CLASS_MANY"))
	if err != nil {
		sound = 60
	}
	v := stageVantage(t, "saguenay-1/1", classStart, 0, smallClass())
	v.watch(smallMinutes)
	dir := t.TempDir()
	var first []byte
	for i := range sound {
		name := filepath.Join(dir, fmt.Sprintf("a-%05d.zip", i))
		f, err := os.Create(name)
		v.must(err)
		v.must(v.Export(f, store.Query{Software: fmt.Sprintf("constat test %d", i)}))
		v.must(f.Close())
		if i == 0 {
			first, err = os.ReadFile(name)
			v.must(err)
		}
	}
	for i := sound; i < files; i++ {
		name, text := filepath.Join(dir, fmt.Sprintf("b-%05d.zip", i)), []byte("PK\x03\x04 "+strconv.Itoa(i))
		switch i % 100 {
		case 0:
			text = first
		case 1:
			text = first[:len(first)-1-i/100]
		case 2:
			text = nil
		}
		v.must(os.WriteFile(name, text, 0o600))
	}
	var most atomic.Uint64
	done, counted := make(chan bool), make(chan int)
	go watchHeap(&most, done)
	go func() { counted <- mostOpen(done) }()
	before, began := openFiles(), time.Now()
	d := (stagedFolder{}).class(t, "-o", filepath.Join(t.TempDir(), "class.pdf"), dir)
	took := time.Since(began)
	close(done)
	open := <-counted
	t.Logf("%d bundles and %d left out in %v, %d MB, %d files open", len(d.Bundles), len(d.LeftOut), took, most.Load()>>20, open-before)
	copies := 0
	for i := sound; i < files; i++ {
		copies += rankOf(i%100 == 0)
	}
	if len(d.Bundles) != sound || len(d.LeftOut) != files-sound || len(leftOut(d, "twice")) != copies || len(d.Sites) != 4 || len(d.Members) != 1 {
		t.Errorf("%d bundles, %d left out, %d twice of %d, %d sites, %d members", len(d.Bundles), len(d.LeftOut), len(leftOut(d, "twice")), copies, len(d.Sites), len(d.Members))
	}
	if most.Load() > mostTestHeap || open-before > mostTestFiles {
		t.Errorf("%d MB of memory, %d files open", most.Load()>>20, open-before)
	}
}

func rankOf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// openFiles counts those of this process, where the system tells.
func openFiles() int {
	if runtime.GOOS != "linux" {
		return 0
	}
	list, _ := os.ReadDir("/proc/self/fd")
	return len(list)
}

func mostOpen(done chan bool) (most int) {
	for tick := time.NewTicker(10 * time.Millisecond); ; {
		select {
		case <-done:
			return most
		case <-tick.C:
			most = max(most, openFiles())
		}
	}
}

// pdfText is what a file says, on one line.
func pdfText(t *testing.T, file string) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not here")
	}
	text, err := exec.CommandContext(t.Context(), "pdftotext", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(text)), " ")
}
