package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"constat/report/pdf"
	"constat/report/veil"
	"constat/store/bundle"
	"constat/store/record"
	"constat/store/seal"
)

// isOpening tells an opening from a bundle by its first bytes.
func isOpening(name string) (bool, error) {
	f, _, err := bundle.Open(name)
	if err != nil {
		return false, fmt.Errorf("read file: %w", err)
	}
	defer f.Close()
	head := make([]byte, 64)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return false, err
	}
	return veil.IsOpening(head[:n]), nil
}

// opening checks an opening by itself, and holds it against the exhibits given.
func (r *reader) opening(path string, exhibits map[record.Hash]string) ([]bundle.Check, error) {
	v := &verification{reader: r, name: filepath.Base(path)}
	text, err := readWithin(path, veil.MaxOpening)
	if err != nil {
		return nil, err
	}
	o, err := veil.ParseOpening(text)
	var found *veil.Found
	if err == nil {
		found, err = o.Check()
	}
	if err != nil {
		v.add(bundle.Integrity, "opening", bundle.Failed, say("l'ouverture ne se vérifie pas (détail : %s)", "the opening does not verify: %s", err.Error()))
		return v.checks, nil
	}
	v.add(bundle.Integrity, "opening", bundle.OK, say("les faits ouverts (%d) sont ceux de la liste d'empreinte %s, et ce qui en avait été omis est ce que leurs engagements lient", "the facts opened (%d) are those of the list of digest %s, and what had been left out of them is what their commitments bind", len(o.Rows), o.Root.String()))
	if name, ok := exhibits[o.Root]; ok {
		v.add(bundle.Integrity, "exhibit", bundle.OK, say("c'est la liste de %s", "that is the list of %s", name))
	} else {
		v.add(bundle.Integrity, "exhibit", bundle.Unchecked, say("aucune pièce donnée n'a cette liste : comparez son empreinte à celle du pied des pages", "no exhibit given has that list: compare its digest with the one at the foot of the pages"))
	}
	v.foundIn(found)
	return v.checks, nil
}

// foundIn tells of the records that an opening shows.
func (v *verification) foundIn(found *veil.Found) {
	if len(found.Leaves) == 0 {
		return
	}
	v.add(bundle.Integrity, "leaves", bundle.OK, say("chacune des entrées de journal montrées (%d) est sous une tête signée que nomme le dossier dont elle vient", "each of the entries shown (%d) lies under a signed head that the bundle it comes from names", len(found.Leaves)))
	for _, s := range found.Records {
		v.add(bundle.Integrity, "record", bundle.OK, say("%s : journal %s, entrée %d, relevé %d, site %s : demandé le %s, réponse %s", "%s: log %s, entry %d, record %d, site %s: asked at %s, answer %s", s.Path, s.Log, s.Leaf, s.Item, s.Site, s.Start.String(), answered(s.Answer)))
	}
	for _, b := range found.Bounds {
		if !b.Met {
			v.add(bundle.Integrity, "bound", bundle.Unchecked, say("%s : aucun relevé montré n'est de l'instant %s (%s) : il vient d'un autre compte du même site, que seul le rapport sous scellés avec tous ses dossiers établit", "%s: no record shown is of the instant %s (%s): it comes of another account of that site, which the sealed report with all its bundles alone establishes", b.Path, b.At.String(), b.Key))
		}
	}
	v.openedBy(found.Leaves)
}

// answered is an answer in a word: its fault, or its status.
func answered(a record.Answer) string {
	if a.Fault != "" {
		return string(a.Fault)
	}
	if a.Status != 0 {
		return fmt.Sprint(a.Status)
	}
	return "ok"
}

// openedBy tells whose keys signed, and who stamped, by the reader's policy.
func (v *verification) openedBy(leaves []veil.Leaf) {
	logs, stamps := map[string]bool{}, map[string]bool{}
	for _, l := range leaves {
		logs[l.Key] = logs[l.Key] || v.believedKey(l)
		stamped := ""
		for _, h := range l.Heads {
			for _, token := range h.Tokens {
				if s := v.stampedBy(token, []byte(h.Checkpoint)); s > stamped {
					stamped = s
				}
			}
		}
		if l.Heads = nil; stamped != "" {
			stamps[stamped] = true
		}
	}
	for _, key := range sortedKeys(logs) {
		if name, _, _ := strings.Cut(key, "+"); logs[key] {
			v.add(bundle.Identity, "log key", bundle.OK, say("la politique du lecteur nomme la clé du journal %s", "the reader's policy names the key of the log %s", name))
		} else {
			v.add(bundle.Identity, "log key", bundle.Unchecked, say("aucune politique donnée ne nomme la clé du journal %s (%s)", "no policy given names the key of the log %s (%s)", name, key))
		}
	}
	for _, s := range sortedKeys(stamps) {
		if authority, ok := strings.CutPrefix(s, "named "); ok {
			v.add(bundle.Time, "opened stamp", bundle.OK, say("inscrites au plus tard à l'horodatage du %s", "entered no later than the time stamp of %s", authority))
		} else {
			v.add(bundle.Time, "opened stamp", bundle.Unchecked, say("un horodatage du %s couvre des entrées montrées ; la politique donnée ne nomme pas son autorité", "a time stamp of %s covers entries shown; the policy given does not name its authority", strings.TrimPrefix(s, "by ")))
		}
	}
	if len(stamps) == 0 {
		v.add(bundle.Time, "opened stamp", bundle.Unchecked, say("aucun horodatage ne couvre les entrées montrées", "no time stamp covers the entries shown"))
	}
}

func (v *verification) believedKey(l veil.Leaf) bool {
	return v.policy != nil && len(l.Heads) > 0 && slices.ContainsFunc(v.policy.Logs, func(key note.Verifier) bool {
		_, err := seal.Open([]byte(l.Heads[0].Checkpoint), key)
		return err == nil
	})
}

// stampedBy is when and by whom a token stamps a head: "named …" where the policy names
// the authority, "by …" where nobody does, "" where it does not stamp it.
func (v *verification) stampedBy(token, head []byte) string {
	if v.policy != nil {
		for _, a := range v.policy.Authorities {
			if s, err := seal.CheckToken(token, head, a.Roots); err == nil {
				return "named " + record.At(s.Time).String() + ", " + a.Name
			}
		}
	}
	if s, err := seal.ReadToken(token, head); err == nil {
		return "by " + record.At(s.Time).String() + ", " + s.Authority
	}
	return ""
}

func sortedKeys(set map[string]bool) (all []string) {
	for k := range set {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}

// listsAmong are the lists of facts that the PDFs given carry, by digest.
func listsAmong(reports []string) map[record.Hash]string {
	lists := map[record.Hash]string{}
	for _, name := range reports {
		if root, ok := listIn(name); ok {
			lists[root] = filepath.Base(name)
		}
	}
	return lists
}

func listIn(name string) (root record.Hash, ok bool) {
	file, err := readWithin(name, maxReport)
	if err != nil {
		return root, false
	}
	all, err := pdf.Attached(file, maxUnpacked)
	if err != nil {
		return root, false
	}
	list, err := veil.Parse(attachedNamed(all, factListName))
	if err != nil {
		return root, false // it is said where the exhibit is verified
	}
	return list.Root, true
}
