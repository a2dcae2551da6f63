package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"sync"

	"constat/report"
	"constat/report/dossier"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// mostClassBundle bounds one bundle, and those of one member together: a larger
// one is refused before it is read. Only tests change it.
var mostClassBundle int64 = 2 << 30

// A classGathering reads the bundles of a class, some members at a time, and
// keeps of each what the report needs.
type classGathering struct {
	policy *seal.Policy
	opt    report.Options
	lang   string
	tell   func(done, of int)

	mu       sync.Mutex
	beside   bundle.Beside
	accounts []*report.ClassAccount
	leftOut  []dossier.ClassLeftOut
	digests  map[string]record.Hash // by path, of those that were read
}

// told are the bundles left out so far.
func (g *classGathering) told() []dossier.ClassLeftOut {
	if g == nil {
		return nil
	}
	return g.leftOut
}

// A classResult is what one job gave.
type classResult struct {
	account *report.ClassAccount
	files   []classFile // those that the account rests on
	leftOut []dossier.ClassLeftOut
}

type classFile struct {
	name, member string
	sha256       record.Hash
	size         int64
	keys         []string // of its logs
}

// A class is read in more memory than it needs, so that the program collects
// garbage less often: up to five times what it holds, and beyond mostClassHeap no
// more often than it must.
const (
	classGarbage  = 400
	mostClassHeap = 1 << 30
)

func (g *classGathering) run(ctx context.Context, jobs []classJob) error {
	defer debug.SetGCPercent(debug.SetGCPercent(classGarbage))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(mostClassHeap))
	results := make([]classResult, len(jobs))
	next := make(chan int)
	var wg sync.WaitGroup
	var done int
	for range min(runtime.GOMAXPROCS(0), len(jobs)) {
		wg.Go(func() {
			for i := range next {
				results[i] = g.job(jobs[i])
				g.mu.Lock()
				done++
				g.tell(done, len(jobs))
				g.mu.Unlock()
			}
		})
	}
	var err error
	for i := range jobs {
		if err = ctx.Err(); err != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
	if err != nil {
		return err
	}
	g.settle(jobs, results)
	return nil
}

// job verifies the bundles of one member and reduces them. What does not verify
// is left out; the rest counts.
func (g *classGathering) job(j classJob) (r classResult) {
	var list []*bundle.Bundle
	seen := map[record.Hash]bool{}
	var total int64
	for _, name := range j.files {
		out := dossier.ClassLeftOut{Name: j.called(name), Member: j.member}
		b, file, reason, detail := g.verify(name, out.Name, mostClassBundle-total)
		if file != nil {
			defer letGo(file)
		}
		if b != nil {
			out.SHA256, out.Bytes = b.SHA256, b.Size
			g.read(name, b.SHA256)
			if reason == "" && seen[b.SHA256] {
				reason, detail = classTwice, twiceOf(j.listed)
			}
		}
		if reason != "" {
			out.Reason, out.French, out.Detail = reason, detail.FR, detail.EN
			r.leftOut = append(r.leftOut, out)
			continue
		}
		seen[b.SHA256] = true
		total += b.Size
		list = append(list, b)
		f := classFile{name: out.Name, member: j.member, sha256: b.SHA256, size: b.Size}
		for _, l := range b.Logs {
			f.keys = append(f.keys, l.Key)
		}
		r.files = append(r.files, f)
	}
	if len(list) == 0 {
		return r
	}
	var members []string
	if j.listed && j.member != forComparison {
		members = []string{j.member}
	}
	account, err := report.Account(members, list, g.opt, j.keeps())
	if err != nil {
		reason := "mixed"
		if errors.Is(err, report.ErrNothing) {
			reason = "nothing"
		}
		r.refuse(reason, say("les dossiers de ce membre ne donnent pas un seul compte (détail : %s)", "this member's bundles make no one account: %s", err.Error()))
		return r
	}
	r.account = account
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, b := range list {
		g.beside.Add(b)
	}
	return r
}

// read keeps the digest of a file that was read, for the recipe.
func (g *classGathering) read(path string, digest record.Hash) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.digests == nil {
		g.digests = map[string]record.Hash{}
	}
	g.digests[path] = digest
}

// refuse leaves out all that r rests on.
func (r *classResult) refuse(reason string, detail Phrase) {
	for _, f := range r.files {
		r.leftOut = append(r.leftOut, dossier.ClassLeftOut{Name: f.name, Member: f.member, SHA256: f.sha256, Bytes: f.size, Reason: reason, French: detail.FR, Detail: detail.EN})
	}
	r.files, r.account = nil, nil
}

// verify checks one bundle, and says why it cannot count, "" where it can.
func (g *classGathering) verify(name, called string, most int64) (*bundle.Bundle, *os.File, string, Phrase) {
	f, size, err := bundle.Open(name)
	if err != nil {
		cause := err
		var at *os.PathError
		if errors.As(err, &at) {
			cause = at.Err // paths are of whoever makes the report
		}
		return nil, nil, "unreadable", say("le fichier ne peut pas être lu (détail : %s)", "the file cannot be read: %s", cause.Error())
	}
	if size > most {
		return &bundle.Bundle{Size: size}, f, "too-large", say("le fichier, avec les autres de ce membre, passe %d octets ; il n'a pas été lu", "the file, with this member's others, is larger than %d bytes; it was not read", mostClassBundle)
	}
	b, err := bundle.Verify(called, f, size, g.policy)
	if err != nil {
		return nil, f, "unreadable", say("le fichier ne peut pas être lu (détail : %s)", "the file cannot be read: %s", err.Error())
	}
	if b.Verdict() == bundle.Broken {
		d := firstFailed(b)
		return b, f, "broken", Phrase{d.French, d.English}
	}
	for _, c := range b.Checks {
		if g.policy != nil && c.Head == bundle.Identity && c.Name == "log key" && c.Result != bundle.OK {
			return b, f, "unnamed-key", say("la politique du lecteur ne nomme pas la clé du journal %s", "the reader's policy does not name the key of the log %s", c.Log)
		}
	}
	return b, f, "", Phrase{}
}

func firstFailed(b *bundle.Bundle) bundle.Words {
	for _, c := range b.Checks {
		if c.Result == bundle.Failed {
			return c.Detail
		}
	}
	return bundle.Words{}
}

// settle takes in what the jobs gave, in their order: each bundle once, and none
// of a log that is told in two ways.
func (g *classGathering) settle(jobs []classJob, results []classResult) {
	first := map[record.Hash]int{}
	for i := range results {
		r := &results[i]
		g.leftOut = append(g.leftOut, r.leftOut...)
		if r.account == nil {
			continue
		}
		before := len(r.leftOut)
		if g.twin(r.files) {
			r.refuse("two-histories", say("son journal est raconté de deux façons par les dossiers réunis : aucune ne peut être crue", "its log is told in two ways by the bundles gathered: neither can be believed"))
		} else if !jobs[i].listed {
			if _, again := first[r.files[0].sha256]; again {
				r.refuse(classTwice, twiceOf(false))
			}
		}
		g.leftOut = append(g.leftOut, r.leftOut[before:]...)
		if r.account == nil {
			continue
		}
		for _, f := range r.files {
			first[f.sha256] = i
		}
		g.accounts = append(g.accounts, r.account)
	}
	var loose []*report.ClassAccount
	for i, r := range results {
		if r.account != nil && !jobs[i].listed {
			loose = append(loose, r.account)
		}
	}
	report.NumberMembers(loose)
}

func (g *classGathering) twin(files []classFile) bool {
	for _, f := range files {
		for _, k := range f.keys {
			if g.beside.Twin(k) {
				return true
			}
		}
	}
	return false
}

// progressOn tells how far a class has been read, on a terminal alone.
func progressOn(w io.Writer, lang string) func(done, of int) {
	f, ok := w.(*os.File)
	if !ok {
		return func(int, int) {}
	}
	if fi, err := f.Stat(); err != nil || fi.Mode()&os.ModeCharDevice == 0 {
		return func(int, int) {}
	}
	return func(done, of int) {
		fmt.Fprintf(f, "\r%s", say("%d dossiers lus sur %d", "%d bundles of %d read", done, of).In(lang))
		if done == of {
			fmt.Fprintln(f)
		}
	}
}
