package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"constat/report"
	"constat/report/dossier"
	"constat/report/pdf"
	"constat/report/veil"
	"constat/store/bundle"
	"constat/store/record"
)

// classOpen opens facts of a public exhibit, for a judge or an expert: out of the
// sealed report, and of the bundles on which those facts rest.
func classOpen(_ context.Context, args []string, stdout, stderr io.Writer) int {
	o := newOptions("class open", stdout, stderr)
	var c classOpening
	o.StringVarP(&c.out, "output", "o", "", "`FILE` to write: the opening, as JSON")
	o.StringArrayVar(&c.facts, "fact", nil, "`fact` to open, as sites[0].outages[0]; more than once for several")
	o.IntSliceVar(&c.sites, "site", nil, "`number` of a site to open with its outages")
	o.StringArrayVar(&c.members, "member", nil, "`member` to open with their sites")
	help := say("RAPPORT-SCELLÉ.pdf [DOSSIER...] --fact FAIT|--site N|--member MEMBRE -o FICHIER.json\n\nOuvre des faits de la version publique, un par un : ce qui en avait été omis, et les relevés qui les établissent. Un site ouvert nomme tous les membres qui l'ont. La pièce se vérifie avec la seule version publique, par constat verify.",
		"SEALED-REPORT.pdf [BUNDLE...] --fact FACT|--site N|--member MEMBER -o FILE.json\n\nOpens facts of the public exhibit, one by one: what had been left out of them, and the records that establish them. A site that is opened names every member who has it. It is verified with the public exhibit alone, by constat verify.")
	if code, done := o.parse(args, help, 1, maxClassFiles); done {
		return code
	}
	if err := c.run(o.Args()); err != nil {
		return o.fail(err)
	}
	fmt.Fprintln(stdout, c.out)
	return 0
}

// A classOpening is one call of the command.
type classOpening struct {
	out            string
	facts, members []string
	sites          []int
}

func (c classOpening) run(args []string) error {
	if c.out == "" {
		return errors.New("no file to write; say -o FILE.json")
	}
	sealed, err := sealedIn(args[0])
	if err != nil {
		return err
	}
	given, err := classesAmong(args[:1])
	if err != nil {
		return err
	}
	for _, name := range args[1:] {
		if taken, err := given.takes(name); err != nil || !taken {
			return errors.Join(err, fmt.Errorf("%q is none of the bundles that the report was made of", name))
		}
	}
	text, err := c.open(sealed, given)
	if err != nil {
		return err
	}
	return writeOut(c.out, text)
}

// sealedIn reads the figures of a sealed report.
func sealedIn(name string) (*dossier.Class, error) {
	file, err := readWithin(name, maxReport)
	if err != nil {
		return nil, err
	}
	all, err := pdf.Attached(file, maxUnpacked)
	if err != nil {
		return nil, fmt.Errorf("read %q: %w; give the sealed report, as PDF", name, err)
	}
	r, err := report.ParseClassRecipe(attachedNamed(all, recipeName))
	if err == nil && r.Sealed == nil {
		err = errors.New("it is not the sealed report, and what was left out is not in it")
	}
	if err != nil {
		return nil, fmt.Errorf("read %q: %w", name, err)
	}
	return readClassFacts(attachedNamed(all, classFactsName))
}

// open makes the opening, and checks it as whoever receives it will.
func (c classOpening) open(sealed *dossier.Class, given classGiven) ([]byte, error) {
	paths, err := c.paths(sealed)
	if err != nil {
		return nil, err
	}
	public, _, err := factsOf(sealed)
	if err != nil {
		return nil, err
	}
	whole, err := sealed.JSON()
	if err != nil {
		return nil, err
	}
	shown, err := public.JSON()
	if err != nil {
		return nil, err
	}
	read := citing{given: given, logs: map[citedLog]veil.Log{}}
	defer read.close()
	opening, err := veil.Open(whole, shown, paths, read.log)
	if err != nil {
		return nil, err
	}
	if _, err := opening.Check(); err != nil {
		return nil, fmt.Errorf("check what was opened: %w", err)
	}
	return opening.Text()
}

// paths are the facts to open, those of sites and members with what belongs to them.
func (c classOpening) paths(sealed *dossier.Class) ([]string, error) {
	paths, met := slices.Clone(c.facts), map[string]bool{}
	for i, m := range sealed.Members {
		if slices.Contains(c.members, m.Member) {
			met[m.Member] = true
			paths = append(paths, fmt.Sprintf("members[%d]", i))
		}
	}
	for _, m := range c.members {
		if !met[m] {
			return nil, fmt.Errorf("the sealed report has no member %q", m)
		}
	}
	last := len(sealed.Sites) + len(sealed.Others)
	for _, n := range c.sites {
		if n < 1 || n > last {
			return nil, fmt.Errorf("the sealed report has no site %d; its sites are 1 to %d", n, last)
		}
	}
	for key, list := range map[string][]dossier.ClassSite{"sites": sealed.Sites, "others": sealed.Others} {
		for i, s := range list {
			if !slices.Contains(c.sites, s.Number) && !slices.ContainsFunc(s.Members, func(m string) bool { return met[m] }) {
				continue
			}
			paths = append(paths, fmt.Sprintf("%s[%d]", key, i))
			for k := range s.Outages {
				paths = append(paths, fmt.Sprintf("%s[%d].outages[%d]", key, i, k))
			}
		}
	}
	if len(paths) == 0 {
		return nil, errors.New("nothing to open; say --fact sites[0].outages[0], --site 1 or --member NAME")
	}
	slices.Sort(paths)
	return slices.Compact(paths), nil
}

// A citing reads the logs that are asked for, each bundle once it has been verified.
type citing struct {
	given classGiven
	logs  map[citedLog]veil.Log
	files []io.Closer
}

type citedLog struct {
	bundle record.Hash
	origin string
}

func (c *citing) log(digest record.Hash, origin string) (veil.Log, error) {
	key := citedLog{digest, origin}
	if l := c.logs[key]; l != nil {
		return l, nil
	}
	path, ok := c.given.paths[digest]
	if !ok {
		return nil, fmt.Errorf("the bundle of SHA-256 %s is needed; give it with the report", digest)
	}
	f, size, err := bundle.Open(path)
	if err != nil {
		return nil, err
	}
	c.files = append(c.files, f)
	b, err := bundle.Verify(path, f, size, nil)
	if err == nil && b.Verdict() == bundle.Broken {
		err = fmt.Errorf("it is broken: %s", firstFailed(b).English)
	}
	if err != nil {
		return nil, fmt.Errorf("read bundle %q: %w", path, err)
	}
	log, err := bundle.Cite(f, size, origin)
	if err != nil {
		return nil, fmt.Errorf("read bundle %q: %w", path, err)
	}
	c.logs[key] = openedLog{log}
	return openedLog{log}, nil
}

func (c *citing) close() {
	for _, f := range c.files {
		_ = f.Close() // only read
	}
}

// An openedLog gives the leaves of a log in the form of an opening.
type openedLog struct{ *bundle.Citation }

func (c openedLog) Leaf(index int64) (veil.Leaf, error) {
	x, err := c.Citation.Leaf(index)
	if err != nil {
		return veil.Leaf{}, err
	}
	l := veil.Leaf{Key: c.Key, Entry: x.Bytes, Heads: []veil.Head{}}
	for _, h := range x.Heads {
		head := veil.Head{Checkpoint: string(h.Checkpoint), Proof: []record.Hash{}, Tokens: [][]byte{}}
		head.Proof = append(head.Proof, h.Proof...)
		head.Tokens = append(head.Tokens, h.Tokens...)
		l.Heads = append(l.Heads, head)
	}
	return l, nil
}
