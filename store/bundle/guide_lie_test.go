package bundle

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"constat/store/record"
	"constat/store/seal"
)

// guideStep returns the commands under one letter of the guide.
func guideStep(t testing.TB, letter string) string {
	t.Helper()
	_, block, _ := strings.Cut(Guide, "COMMANDES - COMMANDS\n")
	_, after, ok := strings.Cut(block, "\n["+letter+"]\n")
	if !ok {
		t.Fatalf("no step %s", letter)
	}
	step, _, _ := strings.Cut(after, "\n[")
	return strings.ReplaceAll("\n"+step, "\n    ", "\n")
}

// followGuide runs steps of the guide, each as typed after the one before, and
// returns what they print, up to the first that ends with an error.
func followGuide(t testing.TB, file []byte, letters string) string {
	t.Helper()
	for _, tool := range []string{"sh", "unzip", "sha256sum", "python3", "openssl", "od"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s here", tool)
		}
	}
	var script strings.Builder
	for _, letter := range strings.Split(letters, "") {
		script.WriteString(guideStep(t, letter))
		fmt.Fprintf(&script, "[ $? = 0 ] || { echo 'step %s failed'; exit 1; }\n", letter)
	}
	return runScript(t, file, script.String())
}

func runScript(t testing.TB, file []byte, script string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "bundle.zip"), file, 0o600); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("sh", "-c", script+"echo status $?\n")
	c.Dir = dir
	c.Env = append(os.Environ(), "LC_ALL=C", "PYTHONDONTWRITEBYTECODE=1")
	out, _ := c.CombinedOutput() // what it says is what counts
	return string(out)
}

// The guide finds nothing wrong with honest bundles, whatever they hold.
func TestGuidePassesHonestBundles(t *testing.T) {
	for name, write := range map[string]func(*forge) Contents{
		"whole":     func(f *forge) Contents { return f.story().whole() },
		"part":      func(f *forge) Contents { return f.story().part() },
		"witnessed": func(f *forge) Contents { return f.story().seenBy(f.witness()).part() },
		"inventories": func(f *forge) Contents {
			f.photos(func(int, *record.Inventory, *forge) {})
			middle := int64(len(f.leaves)) - 1
			f.inventory("photos", 3, f.manifest(record.Held{Path: "c", Size: 3}), func(e *record.Inventory) { e.Missing, e.New = 1, 1 })
			f.seal(morning.Add(5 * time.Hour))
			return f.contents(middle, int64(len(f.leaves))-1, "photos", "control")
		},
		"a socket": func(f *forge) Contents {
			f.story().reply("ws://shop.example/x", record.Answer{Peer: somewhere, Proto: "HTTP/1.1", Status: 101, Conditions: ""}, tookIts(record.PhaseFirstByte))
			return f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control")
		},
		"words that a table must quote": func(f *forge) Contents {
			f.story().reply("pop3://mx.example", record.Answer{Peer: somewhere, Fault: record.AnswerProtocol, Proto: "POP3",
				Code: "-ERR [IN-USE]", Detail: "=1+1, \r\n\n\"é\"\u2028", Text: "220 mx"}, tookIts(record.PhaseFirstByte))
			return f.contents(-1, int64(len(f.leaves))-1, "shop", "blog", "control")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newForge(t)
			file := f.write(write(f))
			if b := verifyBytes(t, file, f.policy()); b.Verdict() == Broken {
				t.Fatalf("%+v", b.Checks)
			}
			out := followGuide(t, file, "ABCDEGI")
			if strings.Contains(out, "BROKEN") || strings.Contains(out, "failed") || !strings.Contains(out, "observations OK") {
				t.Error(out)
			}
		})
	}
}

// seenBy has the story cosigned at its last seal.
func (f *forge) seenBy(w ...*seal.WitnessKey) *forge {
	f.cosign(19, w...)
	return f
}

// What somebody without the log's key can change, the manifests made anew, and
// the step and line of the guide that show it.
var guideLies = []struct {
	name, step, line string
	edit             func(t *testing.T, f *forge, m map[string][]byte)
}{
	{"everything made up under a real head", "C", "entries between", madeUp},
	{"a hash for an entry that is shown", "C", "entries between", func(t *testing.T, f *forge, m map[string][]byte) {
		m[nameHashes] = fmt.Appendf(m[nameHashes], "8 9 %x\n", f.root(Span{Lo: 8, Hi: 9}))
	}},
	{"a hash for the whole log", "C", "hashes 0 19", func(t *testing.T, f *forge, m map[string][]byte) {
		m[nameHashes] = fmt.Appendf(m[nameHashes], "0 19 %x\n", f.root(Span{Lo: 0, Hi: 19}))
	}},
	{"an entry twice", "C", "entries between", func(t *testing.T, f *forge, m map[string][]byte) {
		leaf := f.leaves[8].Bytes
		m[entriesName(9)] = append([]byte{byte(len(leaf) >> 8), byte(len(leaf))}, leaf...)
	}},
	{"a gap", "C", "entries between", func(t *testing.T, f *forge, m map[string][]byte) {
		_, m[nameHashes], _ = bytes.Cut(m[nameHashes], []byte("\n"))
	}},
	{"the end left out", "C", "each of 19 entries once", func(t *testing.T, f *forge, m map[string][]byte) { delete(m, entriesName(18)) }},
	{"a hash that is not aligned", "C", "hashes 14 18", func(t *testing.T, f *forge, m map[string][]byte) {
		before, _, _ := bytes.Cut(m[nameHashes], []byte("14 "))
		m[nameHashes] = fmt.Appendf(before, "14 18 %x\n", f.root(Span{Lo: 14, Hi: 16}))
	}},
	{"hashes in another order", "C", "order", func(t *testing.T, f *forge, m map[string][]byte) {
		lines := bytes.SplitAfter(m[nameHashes], []byte("\n"))
		lines[0], lines[1] = lines[1], lines[0]
		m[nameHashes] = bytes.Join(lines, nil)
	}},
	{"an entry changed", "C", "data/checkpoints/14", func(t *testing.T, f *forge, m map[string][]byte) { change(m, entriesName(8), "shop", "shap") }},
	{"a checkpoint under another number", "C", "data/checkpoints/15", func(t *testing.T, f *forge, m map[string][]byte) {
		m[checkpointName(15)] = m[checkpointName(14)]
	}},
	{"cosignatures of another log", "C", "data/cosignatures/19", func(t *testing.T, f *forge, m map[string][]byte) {
		other := newForge(t)
		other.drawn = "!"
		m[cosignedName(19)] = other.story().withCosignatures(19, f.witnesses[0])
	}},
	{"the declaration of another log", "E", "origin", func(t *testing.T, f *forge, m map[string][]byte) {
		m[nameDisclosure] = bytes.ReplaceAll(m[nameDisclosure], []byte("saguenay-1/1"), []byte("saguenay-2/1"))
	}},
	{"another key", "D", "data/checkpoints/19", func(t *testing.T, f *forge, m map[string][]byte) {
		m[nameDisclosure] = bytes.ReplaceAll(m[nameDisclosure], []byte(f.key.Verifier()), []byte(newForge(t).key.Verifier()))
	}},
	{"a later beginning", "E", "BROKEN", func(t *testing.T, f *forge, m map[string][]byte) { change(m, nameDisclosure, `"base": 8`, `"base": 9`) }},
	{"an earlier end", "E", "BROKEN", func(t *testing.T, f *forge, m map[string][]byte) { change(m, nameDisclosure, `"end": 13`, `"end": 8`) }},
	{"an entry of the vantage hidden", "E", "note 1", func(t *testing.T, f *forge, m map[string][]byte) { hide(f, m, 10) }},
	{"an entry of the target hidden", "E", "chain", func(t *testing.T, f *forge, m map[string][]byte) { hide(f, m, 9) }},
	{"a control left out", "E", "controls", func(t *testing.T, f *forge, m map[string][]byte) {
		c := f.contents(8, 13, "shop")
		show(m, c)
		m[nameDisclosure] = c.Disclosure.encode()
	}},
	{"an answer altered", "I", "BROKEN", func(t *testing.T, f *forge, m map[string][]byte) { change(m, nameAnswers, "refused", "timeout") }},
	{"answers swapped", "I", "answers", func(t *testing.T, f *forge, m map[string][]byte) {
		lines := bytes.SplitAfter(m[nameAnswers], []byte("\n"))
		lines[0], lines[1] = lines[1], lines[0]
		m[nameAnswers] = bytes.Join(lines, nil)
	}},
	{"an answer that nobody gave", "I", "answers", func(t *testing.T, f *forge, m map[string][]byte) {
		m[nameAnswers] = append(m[nameAnswers], "{\"status\":200}\n"...)
	}},
	{"a cell of the table altered", "I", "observations.csv line 2", func(t *testing.T, f *forge, m map[string][]byte) { change(m, nameCSV, "tcp-refused", "tcp-timeout") }},
	{"a line of the table left out", "I", "observations.csv", func(t *testing.T, f *forge, m map[string][]byte) {
		m[nameCSV] = m[nameCSV][:bytes.LastIndexByte(m[nameCSV][:len(m[nameCSV])-2], '\n')+1]
	}},
	{"columns renamed", "I", "observations.csv head", func(t *testing.T, f *forge, m map[string][]byte) { change(m, nameCSV, "fault,detail", "detail,fault") }},
	{"a page changed", "I", "data/captures/", func(t *testing.T, f *forge, m map[string][]byte) {
		for _, b := range f.warcs {
			m[captureName(record.Sum(b))] = m[nameReadme]
		}
	}},
	{"a page that no entry names", "I", "data/captures/", func(t *testing.T, f *forge, m map[string][]byte) {
		m[captureName(record.Sum([]byte("x")))] = []byte("x")
	}},
	{"a page left out", "I", "BROKEN", func(t *testing.T, f *forge, m map[string][]byte) {
		for _, b := range f.warcs {
			delete(m, captureName(record.Sum(b)))
		}
	}},
	{"a text changed", "I", "data/files/", func(t *testing.T, f *forge, m map[string][]byte) {
		for name := range m {
			if strings.HasPrefix(name, "data/files/") {
				m[name] = []byte("x")
			}
		}
	}},
}

// The commands of the guide show what was changed, and then end with an error.
func TestGuideShowsWhatWasChanged(t *testing.T) {
	for _, lie := range guideLies {
		t.Run(lie.name, func(t *testing.T) {
			t.Parallel()
			f := newForge(t)
			f.story().seenBy(f.witness())
			m := unzip(t, f.write(f.part()))
			lie.edit(t, f, m)
			refresh(m)
			out := followGuide(t, rezip(t, m, nil), "ABCDEI")
			if !strings.Contains(out, "step "+lie.step+" failed") {
				t.Errorf("step %s says:\n%s", lie.step, out)
			}
			for line := range strings.Lines(out) {
				if strings.Contains(line, lie.line) && strings.HasSuffix(line, "BROKEN\n") {
					return
				}
			}
			t.Errorf("no %q is said to be broken:\n%s", lie.line, out)
		})
	}
}

func change(m map[string][]byte, name, from, to string) {
	m[name] = bytes.Replace(m[name], []byte(from), []byte(to), 1)
}

// hide puts the hash of a leaf in its place.
func hide(f *forge, m map[string][]byte, leaf int64) {
	c := f.part()
	c.Leaves = without(c.Leaves, leaf)
	f.complete(&c)
	show(m, c)
}

// show puts the leaves of c, and the hashes of others, in the place of those in m.
func show(m map[string][]byte, c Contents) {
	for name := range m {
		if strings.HasPrefix(name, "data/entries/") {
			delete(m, name)
		}
	}
	for _, p := range runs(c.Leaves) {
		var b bytes.Buffer
		_ = p.emit(&b) // a Buffer takes everything
		m[p.name] = b.Bytes()
	}
	m[nameHashes] = []byte(hashLines(c.Nodes))
}

// madeUp keeps the heads, which are signed and cosigned, and takes all they
// stand for from another log, with a hash that gives the root of each head.
func madeUp(t *testing.T, f *forge, m map[string][]byte) {
	other := newForge(t)
	other.drawn = "!"
	for name, b := range unzip(t, other.write(other.story().part())) {
		if strings.HasPrefix(name, "data/") && !strings.HasPrefix(name, "data/checkpoints/") && name != namePolicy {
			m[name] = b
		}
	}
	m[nameDisclosure] = bytes.ReplaceAll(m[nameDisclosure], []byte(other.key.Verifier()), []byte(f.key.Verifier()))
	for _, size := range []int64{9, 14, 19} {
		root := bytes.Split(m[checkpointName(size)], []byte("\n"))[2]
		raw, err := base64.StdEncoding.DecodeString(string(root))
		if err != nil {
			t.Fatal(err)
		}
		m[nameHashes] = fmt.Appendf(m[nameHashes], "0 %d %x\n", size, raw)
	}
}

// A line of a policy that also says where a witness is reached is read like
// any other; each has a result, and a changed one ends with an error.
func TestGuideReadsEveryWitnessOfAPolicy(t *testing.T) {
	f := newForge(t)
	f.story().seenBy(f.witness())
	absent, file := f.witness(), f.write(f.whole())
	policy := fmt.Sprintf("# mine\nlog %s\nwitness one %s https://witness.example/\nwitness\ttwo  %s\nquorum one", f.key.Verifier(), f.witnesses[0].Witness, absent.Witness)
	steps := guideStep(t, "A") + "cat > ../policy <<'END'\n" + policy + "\nEND\n" + strings.Replace(guideStep(t, "G"), "policy=data/policy", "policy=../policy", 1)
	out := runScript(t, file, steps)
	for _, want := range []string{"Verified Successfully", "one cosigned data/cosignatures/19: ", "two cosigned nothing here", "status 0"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q:\n%s", want, out)
		}
	}
	out = runScript(t, file, strings.Replace(steps, "policy=", "sed -i '2s/9/8/' data/cosignatures/*; policy=", 1))
	if strings.Contains(out, "Verified Successfully") || !strings.Contains(out, "one data/cosignatures/19 BROKEN") || !strings.Contains(out, "status 1") {
		t.Errorf("a changed head passed:\n%s", out)
	}
}
