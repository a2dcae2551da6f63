package bundle

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"

	"constat/store/record"
	"constat/store/seal"
)

// A Witness is one that the reader's policy names, and what it cosigned of a
// log, as far as the bundle shows.
type Witness struct {
	Name          string         // in the policy
	Key           string         // verifier key
	First, Newest record.Instant // by the witness's own clock
	FirstSize     int64          // leaves of the checkpoint it cosigned first
	Size          int64          // and newest
}

// A Single says from when on the witnesses that the policy asks for saw one
// history of a log, by their own word.
type Single struct {
	Since     record.Instant // when the quorum was first reached
	SinceSize int64          // leaves there were then
	Size      int64          // leaves under the newest checkpoint of a quorum
}

// Sizes returns how many leaves each checkpoint of c covers, cosigned ones too.
func (c Contents) Sizes() []int64 {
	sizes := slices.AppendSeq(slices.Collect(maps.Keys(c.Checkpoints)), maps.Keys(c.Cosigned))
	slices.Sort(sizes)
	return slices.Compact(sizes)
}

// cosignatures opens every cosigned checkpoint. That each line is by the key
// it names is checked with the vantage's own statement of keys, so that no
// byte goes unread; who those witnesses are is for the reader's policy.
func (v *verifier) cosignatures() bool {
	v.cosigned = map[int64]seal.Cosigned{}
	stated, err := v.statedWitnesses()
	lines := 0
	for _, f := range v.order {
		size, ok := numbered(f.Name, "data/cosignatures/")
		if !ok || err != nil {
			continue
		}
		if err = v.cosign(f.Name, size, stated); err != nil {
			err = fmt.Errorf("%s: %w", f.Name, err)
		}
		lines += len(v.cosigned[size].Cosignatures)
	}
	if err == nil {
		err = unused(stated)
	}
	return v.try(Integrity, "cosignatures", err, some(lines,
		Words{"aucune cosignature", "no cosignatures"},
		Words{"1 cosignature, de la clé que nomme sa ligne", "1 cosignature, by the key its line names"},
		Words{"%d cosignatures, chacune de la clé que nomme sa ligne", "%d cosignatures, each by the key its line names"}))
}

// A stated witness is one that the vantage names, and whether it cosigned.
type stated struct {
	*seal.Witness
	used bool
}

func (v *verifier) statedWitnesses() (map[string]*stated, error) {
	b, err := v.read(namePolicy)
	if err != nil {
		return nil, err
	}
	p, err := seal.ParsePolicy(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", namePolicy, err)
	}
	out := map[string]*stated{}
	for name, w := range p.Witnesses {
		out[name] = &stated{Witness: w}
	}
	return out, nil
}

// unused refuses witnesses that are named and cosigned nothing that is shown:
// a name alone might pass for a signature.
func unused(all map[string]*stated) error {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if !all[name].used {
			return fmt.Errorf("%s names the witness %s, which cosigned nothing here", namePolicy, name)
		}
	}
	return nil
}

func (v *verifier) cosign(name string, size int64, witnesses map[string]*stated) error {
	b, err := v.read(name)
	if err != nil {
		return err
	}
	c, err := seal.OpenCosigned(b, v.key)
	if err != nil {
		return err
	}
	head, shown := v.signedHeads[size]
	switch {
	case c.Size != size:
		return fmt.Errorf("it is for %d leaves", c.Size)
	case size > v.newest:
		return fmt.Errorf("it is newer than the newest checkpoint, of %d leaves", v.newest)
	case shown && !bytes.Equal(head, c.Signed):
		return fmt.Errorf("it is not %s", checkpointName(size))
	}
	for _, x := range c.Cosignatures {
		if err := by(witnesses, x, c.Text); err != nil {
			return err
		}
	}
	v.cosigned[size] = c
	return nil
}

func by(witnesses map[string]*stated, x seal.Cosignature, text string) error {
	for _, w := range witnesses {
		if w.Signed(x) {
			w.used = true
			return w.Check(x, text)
		}
	}
	return fmt.Errorf("%s does not name the witness %q", namePolicy, x.Name)
}

// allHeads returns every checkpoint, cosigned ones too.
func (v *verifier) allHeads() map[int64]seal.Checkpoint {
	all := maps.Clone(v.checkpoints)
	for size, c := range v.cosigned {
		all[size] = c.Checkpoint
	}
	return all
}

// witnessed says what those whom the policy asks for saw.
func (v *verifier) witnessed() {
	strangers, err := v.witnesses()
	s, end := v.account.Single, v.disclosure.End+1
	switch {
	case err != nil:
		v.try(History, "witnesses", err, Words{})
	case v.policy.Quorum == "none":
		v.add(History, "witnesses", NotAsked, say("la politique ne demande aucun témoin : d’autres versions de ce journal peuvent exister", "the policy asks for no witness: other histories may exist"))
	case s == nil:
		v.add(History, "witnesses", Unchecked, v.unwitnessed(strangers))
	case s.Size < end:
		rest := of(end-s.Size, "entrée qui suit, jusqu’à la fin de ce qui est montré, n’a pas de témoin", "entrées qui suivent, jusqu’à la fin de ce qui est montré, n’ont pas de témoin",
			"entry after them, up to the end of what is shown, is not witnessed", "entries after them, up to the end of what is shown, are not witnessed")
		v.add(History, "witnesses", Unchecked, s.words(rest))
	default:
		v.add(History, "witnesses", OK, s.words(Words{"tout ce qui est montré est couvert", "all that is shown is covered"}))
	}
}

// unwitnessed says who cosigned where the policy's quorum was not reached.
func (v *verifier) unwitnessed(strangers int) Words {
	known := of(len(v.account.Witnesses), "témoin que nomme la politique", "témoins que nomme la politique", "witness that the policy names", "witnesses that the policy names")
	others := of(strangers, "cosignature d’autres témoins", "cosignatures d’autres témoins", "cosignature by others", "cosignatures by others")
	return say("aucune tête montrée n’a toutes les cosignatures que demande la politique (%[1]s, %[2]s) : d’autres versions de ce journal peuvent exister",
		"no checkpoint shown has all the cosignatures that the policy asks for (%[3]s, %[4]s): other histories may exist",
		known.French, others.French, known.English, others.English)
}

// words says what the policy's witnesses saw; the times are their own word.
func (s *Single) words(rest Words) Words {
	since := s.Since.Time().Format("2006-01-02 15:04:05Z")
	return say("les témoins que demande la politique n’ont vu qu’une seule version du journal, selon leurs horloges depuis le %[1]s (%[2]d entrées alors) ; ils ont cosigné les %[3]d premières entrées ; %[4]s ; avant cette date, d’autres versions peuvent exister",
		"the witnesses that the policy asks for saw one history of the log only, by their own clocks since %[1]s (%[2]d entries then); they cosigned the first %[3]d entries; %[5]s; before that time other histories may exist",
		since, s.SinceSize, s.Size, rest.French, rest.English)
}

// witnesses keeps what the policy's witnesses cosigned, and from when to when
// they reach its quorum.
func (v *verifier) witnesses() (strangers int, err error) {
	byName := map[string]*Witness{}
	for _, size := range slices.Sorted(maps.Keys(v.cosigned)) {
		known, others, err := v.policy.Witnessing(v.cosigned[size])
		if err != nil {
			return 0, fmt.Errorf("%s: %w", cosignedName(size), err)
		}
		strangers += others
		for _, k := range known {
			v.saw(byName, k, size)
		}
		if last, ok := v.policy.Quorate(known); ok {
			v.quorate(size, record.At(last.Time()))
		}
	}
	for _, w := range byName {
		v.account.Witnesses = append(v.account.Witnesses, *w)
	}
	slices.SortFunc(v.account.Witnesses, func(a, b Witness) int { return cmp.Compare(a.Name, b.Name) })
	return strangers, nil
}

func (v *verifier) saw(byName map[string]*Witness, k seal.Witnessed, size int64) {
	at := record.At(k.Time())
	w := byName[k.Witness]
	if w == nil {
		w = &Witness{Name: k.Witness, Key: v.policy.Witnesses[k.Witness].String(), First: at, FirstSize: size}
		byName[k.Witness] = w
	}
	w.Newest, w.Size = at, size
}

// quorate notes a checkpoint that has its quorum. Sizes come in order; times
// are the witnesses' own, and need not.
func (v *verifier) quorate(size int64, at record.Instant) {
	s := v.account.Single
	if s == nil {
		v.account.Single = &Single{Since: at, SinceSize: size, Size: size}
		return
	}
	s.Size = size
	if at < s.Since {
		s.Since, s.SinceSize = at, size
	}
}

// Root returns the root of the log's first size leaves, where what the bundle
// shows gives it.
func (l *Log) Root(size int64) (seal.Hash, bool) {
	if size < 1 || size > l.Head.Size {
		return seal.Hash{}, false
	}
	h, err := seal.Root(size, within(l.known(), 0))
	return h, err == nil
}
