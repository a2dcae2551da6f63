package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"constat/store/record"
	"constat/store/seal"
)

// A Bundle is what verification leaves: the logs that can be believed as far
// as Checks say. A broken bundle has no logs.
type Bundle struct {
	Name   string
	SHA256 record.Hash
	Size   int64
	Logs   []*Log
	Checks []Check
}

// Verdict sums the checks up.
func (b *Bundle) Verdict() Verdict { return Judge(b.Checks) }

// Verify checks everything in the archive that r holds against the reader's
// policy, which may be nil. It returns an error only if r cannot be read;
// what is wrong with the bundle stands in its checks.
func Verify(name string, r io.ReaderAt, size int64, policy *seal.Policy) (*Bundle, error) {
	sum := sha256.New()
	if _, err := io.Copy(sum, io.NewSectionReader(r, 0, size)); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	b := &Bundle{Name: name, SHA256: record.Hash(sum.Sum(nil)), Size: size}
	b.verify(name, r, size, policy, true)
	if b.Verdict() == Broken {
		b.Logs = nil
	}
	return b, nil
}

// verify checks one archive; those it carries are checked likewise, but may
// carry no others.
func (b *Bundle) verify(name string, r io.ReaderAt, size int64, policy *seal.Policy, outer bool) {
	v := &verifier{checks: checks{log: name}, archive: r, size: size, policy: policy, outer: outer}
	v.run()
	b.Checks = append(b.Checks, v.list...)
	if v.account == nil {
		return
	}
	b.Logs = append(b.Logs, v.account)
	for _, f := range v.nested {
		offset, err := f.DataOffset()
		if err != nil {
			b.Checks = append(b.Checks, Check{f.Name, Integrity, "archive", Failed, Words{err.Error(), err.Error()}})
			continue
		}
		n := int64(f.UncompressedSize64)
		b.verify(path.Base(f.Name), io.NewSectionReader(r, offset, n), n, policy, false)
	}
	b.distinct()
}

// distinct fails a bundle that carries one log twice.
func (b *Bundle) distinct() {
	seen := map[string]bool{}
	for _, l := range b.Logs {
		if seen[l.Key] {
			b.Checks = append(b.Checks, Check{l.Origin, Integrity, "archive", Failed,
				say("le journal %s figure deux fois dans ce dossier", "the log %s is in this bundle twice", l.Origin)})
		}
		seen[l.Key] = true
	}
}

// A verifier checks one archive of one log. Each step needs what the steps
// before it found; the first that fails ends the run, for what follows could
// not be believed.
type verifier struct {
	checks
	archive io.ReaderAt
	size    int64
	policy  *seal.Policy
	outer   bool

	files       map[string]*zip.File
	order       []*zip.File
	parts       []part
	key         note.Verifier
	disclosure  Disclosure
	leaves      []Leaf
	nodes       []Node
	checkpoints map[int64]seal.Checkpoint
	last        []byte
	account     *Log
	nested      []*zip.File
}

func (v *verifier) run() {
	steps := []func() bool{v.open, v.canonical, v.manifests, v.disclosed, v.signed, v.heads, v.tree, v.entries, v.kept, v.derived, v.complete}
	for _, step := range steps {
		if !step() {
			v.account = nil
			return
		}
	}
	v.time()
	v.history()
	v.identity()
}

var payloadName = regexp.MustCompile(`^data/(README\.txt|FORMAT\.md|policy|disclosure\.json|hashes|answers\.jsonl|observations\.csv|` +
	`checkpoints/[1-9][0-9]{0,17}|entries/(0|[1-9][0-9]{0,17})|files/[0-9a-f]{64}|captures/[0-9a-f]{64}\.warc\.gz|bundles/[A-Za-z0-9][A-Za-z0-9._-]{0,62}\.zip)$`)

var tagNames = map[string]bool{nameBagit: true, nameInfo: true, nameManifest: true, nameTags: true, nameNote: true}

// open lists the archive and refuses names that are not of the layout, so that
// unpacking it writes nowhere else.
func (v *verifier) open() bool {
	z, err := zip.NewReader(v.archive, v.size)
	if err == nil {
		err = v.index(z)
	}
	if err == nil {
		return true
	}
	return v.try(Integrity, "archive", fmt.Errorf("not a bundle: %w", err), Words{})
}

func (v *verifier) index(z *zip.Reader) error {
	v.files = make(map[string]*zip.File, len(z.File))
	for _, f := range z.File {
		if !tagNames[f.Name] && !payloadName.MatchString(f.Name) {
			return fmt.Errorf("it holds %q, which has no place in one", f.Name)
		}
		if v.files[f.Name] != nil {
			return fmt.Errorf("it holds %q twice", f.Name)
		}
		if f.Method != zip.Store || f.UncompressedSize64 != f.CompressedSize64 || f.UncompressedSize64 > uint64(v.size) {
			return fmt.Errorf("%q is not stored as it is", f.Name)
		}
		if strings.HasPrefix(f.Name, "data/bundles/") {
			v.nested = append(v.nested, f)
		}
		v.files[f.Name] = f
		v.order = append(v.order, f)
	}
	if !v.outer && len(v.nested) > 0 {
		return errors.New("a bundle within a bundle carries bundles")
	}
	for _, name := range []string{nameBagit, nameInfo, nameManifest, nameTags, nameNote, nameReadme, nameFormat, namePolicy, nameDisclosure, nameHashes, nameAnswers, nameCSV} {
		if v.files[name] == nil {
			return fmt.Errorf("it has no %s", name)
		}
	}
	return nil
}

// canonical builds the archive again from its files and compares every byte.
func (v *verifier) canonical() bool {
	for i, f := range v.order {
		if i > 0 && v.order[i-1].Name >= f.Name {
			return v.try(Integrity, "archive", errors.New("files are not in order of name"), Words{})
		}
		p, err := measured(f.Name, v.emitter(f))
		if err != nil {
			return v.try(Integrity, "archive", err, Words{})
		}
		v.parts = append(v.parts, p)
	}
	m := &matcher{r: v.archive}
	err := writeArchive(m, v.parts)
	if err == nil && m.n != v.size {
		err = fmt.Errorf("%d bytes stand after the archive's end", v.size-m.n)
	}
	return v.try(Integrity, "archive", err, say("l’archive de %d fichiers est dans sa forme unique", "the archive of %d files is in its one form", len(v.parts)))
}

func (v *verifier) emitter(f *zip.File) func(io.Writer) error {
	return func(w io.Writer) error {
		r, err := f.Open()
		if err != nil {
			return err
		}
		defer r.Close()
		_, err = io.Copy(w, r)
		return err
	}
}

// read returns a file's bytes. What is read is no larger than the archive.
func (v *verifier) read(name string) ([]byte, error) {
	f := v.files[name]
	if f == nil {
		return nil, fmt.Errorf("%s is missing", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	defer r.Close()
	b := make([]byte, f.UncompressedSize64)
	if _, err := io.ReadFull(r, b); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return b, nil
}

func (v *verifier) same(name, want string) error {
	got, err := v.read(name)
	if err == nil && string(got) != want {
		err = fmt.Errorf("%s does not say what the files it speaks of say", name)
	}
	return err
}

// manifests recomputes every digest and the lists that hold them.
func (v *verifier) manifests() bool {
	var payload, tags []part
	for _, p := range v.parts {
		switch {
		case strings.HasPrefix(p.name, "data/"):
			payload = append(payload, p)
		case p.name != nameTags && p.name != nameNote:
			tags = append(tags, p)
		}
	}
	err := errors.Join(v.same(nameBagit, bagit), v.same(nameManifest, manifest(payload)), v.same(nameTags, manifest(tags)))
	return v.try(Integrity, "manifest", err, say("les %d empreintes du manifeste sont celles des fichiers", "the %d digests of the manifest are those of the files", len(payload)))
}

// disclosed reads what the bundle says of itself.
func (v *verifier) disclosed() bool {
	b, err := v.read(nameDisclosure)
	if err == nil {
		v.disclosure, err = decodeDisclosure(b)
	}
	if err == nil {
		v.key, err = note.NewVerifier(v.disclosure.Key)
	}
	if err == nil && v.key.Name() != v.disclosure.Origin {
		err = fmt.Errorf("disclosure: origin %q, key of %q", v.disclosure.Origin, v.key.Name())
	}
	if err == nil {
		v.log = v.disclosure.Origin
		err = v.same(nameInfo, info(v.disclosure, payloadOf(v.parts)))
	}
	if err != nil {
		return v.try(Integrity, "disclosure", err, Words{})
	}
	return true
}

func payloadOf(parts []part) []part {
	var out []part
	for _, p := range parts {
		if strings.HasPrefix(p.name, "data/") {
			out = append(out, p)
		}
	}
	return out
}

// signed checks the log's signature over the tag manifest, and through it over
// every file.
func (v *verifier) signed() bool {
	tags, err := v.read(nameTags)
	sig, err2 := v.read(nameNote)
	err = errors.Join(err, err2)
	if err == nil {
		var got string
		if got, err = seal.OpenText(sig, v.key); err == nil && got != tagNoteText(v.disclosure.Origin, tags) {
			err = errors.New("signs another manifest")
		}
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", nameNote, err)
	}
	return v.try(Integrity, "signature", err, say("la clé du journal a signé le manifeste", "the log's key signed the manifest"))
}

// heads opens every checkpoint.
func (v *verifier) heads() bool {
	v.checkpoints = map[int64]seal.Checkpoint{}
	var err error
	newest := int64(0)
	for _, f := range v.order {
		size, ok := numbered(f.Name, "data/checkpoints/")
		if !ok {
			continue
		}
		b, readErr := v.read(f.Name)
		c, openErr := seal.Open(b, v.key)
		if openErr == nil && c.Size != size {
			openErr = fmt.Errorf("%s is for %d leaves", f.Name, c.Size)
		}
		err = errors.Join(err, readErr, openErr)
		if v.checkpoints[size] = c; size >= newest {
			newest, v.last = size, b
		}
	}
	if err == nil && len(v.checkpoints) == 0 {
		err = errors.New("there is no checkpoint")
	}
	return v.try(Integrity, "checkpoints", err, say("%d têtes de journal signées par sa clé", "%d checkpoints signed by the log's key", len(v.checkpoints)))
}

func numbered(name, prefix string) (int64, bool) {
	digits, ok := strings.CutPrefix(name, prefix)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil
}

// tree computes each checkpoint's root from the shown leaves and the hashes of
// the rest.
func (v *verifier) tree() bool {
	err := v.gather()
	if err == nil {
		err = v.roots()
	}
	return v.try(Integrity, "tree", err, say("les %d entrées montrées et %d empreintes donnent la racine de chaque tête", "the %d entries shown and %d hashes give the root of each checkpoint", len(v.leaves), len(v.nodes)))
}

func (v *verifier) gather() error {
	b, err := v.read(nameHashes)
	if err != nil {
		return err
	}
	if v.nodes, err = readHashLines(b); err != nil {
		return err
	}
	var firsts []int64
	for _, f := range v.order {
		if first, ok := numbered(f.Name, "data/entries/"); ok {
			firsts = append(firsts, first)
		}
	}
	for _, first := range sorted(firsts) {
		b, err := v.read(entriesName(first))
		if err != nil {
			return err
		}
		leaves, err := readRun(first, b)
		if err != nil {
			return err
		}
		v.leaves = append(v.leaves, leaves...)
	}
	return v.oneForm()
}

// oneForm refuses leaves that are cut into runs in any other way than ours.
func (v *verifier) oneForm() error {
	want := runs(v.leaves)
	got := 0
	for _, f := range v.order {
		if strings.HasPrefix(f.Name, "data/entries/") {
			got++
		}
	}
	if len(want) != got {
		return fmt.Errorf("entries are cut into %d runs, want %d", got, len(want))
	}
	for _, p := range want {
		b, err := v.read(p.name)
		if err != nil {
			return err
		}
		if sha256.Sum256(b) != p.sum {
			return fmt.Errorf("%s is not cut as it should be", p.name)
		}
	}
	return nil
}

// roots checks that leaves and hashes cover the tree once, without overlap: a
// hash above a shown leaf would vouch for it unseen.
func (v *verifier) roots() error {
	size := int64(0)
	for n := range v.checkpoints {
		size = max(size, n)
	}
	known := make(map[seal.Span]seal.Hash, len(v.leaves)+len(v.nodes))
	i, j, next := 0, 0, int64(0)
	for next < size {
		switch {
		case i < len(v.leaves) && v.leaves[i].Index == next:
			known[Span{Lo: next, Hi: next + 1}] = seal.LeafHash(v.leaves[i].Bytes)
			next++
			i++
		case j < len(v.nodes) && v.nodes[j].Lo == next && v.nodes[j].Hi > next:
			known[v.nodes[j].Span] = seal.Hash(v.nodes[j].Hash)
			next = v.nodes[j].Hi
			j++
		default:
			return fmt.Errorf("leaf %d is neither shown nor under a given hash", next)
		}
	}
	if i < len(v.leaves) || j < len(v.nodes) || next != size {
		return fmt.Errorf("entries or hashes lie past the last checkpoint of %d leaves, or one over the other", size)
	}
	for n, c := range v.checkpoints {
		root, err := seal.Root(n, func(s seal.Span) (seal.Hash, bool) { h, ok := known[s]; return h, ok })
		if err != nil {
			return fmt.Errorf("checkpoint %d: %w", n, err)
		}
		if root != c.Root {
			return fmt.Errorf("checkpoint %d signs root %v, the entries give %v", n, c.Root, root)
		}
	}
	return nil
}

// entries decodes every leaf and every answer.
func (v *verifier) entries() bool {
	b, err := v.read(nameAnswers)
	if err != nil {
		return v.try(Integrity, "entries", err, Words{})
	}
	answers := bytes.Split(b, []byte("\n"))
	if len(answers[len(answers)-1]) != 0 {
		return v.try(Integrity, "entries", errors.New("answers do not end their last line"), Words{})
	}
	answers = answers[:len(answers)-1]
	for i := 1; i < len(answers); i++ {
		if p, q := record.Sum(answers[i-1]), record.Sum(answers[i]); bytes.Compare(p[:], q[:]) >= 0 {
			return v.try(Integrity, "entries", errors.New("answers are not in order of digest"), Words{})
		}
	}
	v.account, err = assemble(v.disclosure, v.leaves, answers)
	return v.try(Integrity, "entries", err, say("chaque entrée et chacune des %d réponses ont une seule lecture", "each entry and each of %d answers has one reading", len(answers)))
}

// derived builds again what the bundle says twice.
func (v *verifier) derived() bool {
	err := errors.Join(v.same(nameReadme, Guide), v.same(nameFormat, formats()))
	var csv part
	if err == nil {
		csv, err = measured(nameCSV, v.account.writeCSV)
	}
	for _, p := range v.parts {
		if err == nil && p.name == nameCSV && p.sum != csv.sum {
			err = errors.New("observations.csv does not say what the entries say")
		}
	}
	return v.try(Integrity, "derived files", err, say("le guide, les formats et le tableau se déduisent des entrées", "the guide, the formats and the table follow from the entries"))
}
