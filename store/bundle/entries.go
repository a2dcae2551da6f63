package bundle

import (
	"bytes"
	"errors"

	"constat/store/record"
)

// entries decodes every leaf and every answer.
func (v *verifier) entries() bool {
	answers, err := v.answers()
	if err == nil {
		v.account, err = assemble(v.crew, v.disclosure, v.leaves, v.hashes, answers)
	}
	if err == nil {
		err = v.account.consistent(v.crew)
	}
	return v.try(Integrity, "entries", err, some(len(answers),
		Words{"chaque entrée a une seule lecture", "each entry has one reading"},
		Words{"chaque entrée et la seule réponse ont une seule lecture", "each entry and the one answer have one reading"},
		Words{"chaque entrée et chacune des %d réponses ont une seule lecture", "each entry and each of %d answers has one reading"}))
}

func (v *verifier) answers() ([][]byte, error) {
	b, err := v.read(nameAnswers)
	if err != nil {
		return nil, err
	}
	list := bytes.Split(b, []byte("\n"))
	if len(list[len(list)-1]) != 0 {
		return nil, errors.New("answers do not end their last line")
	}
	list = list[:len(list)-1]
	sums := make([]record.Hash, len(list))
	v.crew.each(len(list), func(i int) { sums[i] = record.Sum(list[i]) })
	for i := 1; i < len(sums); i++ {
		if bytes.Compare(sums[i-1][:], sums[i][:]) >= 0 {
			return nil, errors.New("answers are not in order of digest")
		}
	}
	return list, nil
}

// derived builds the table again from the entries, and looks whether the guide
// is the one this program writes.
func (v *verifier) derived() bool {
	err := v.tabled()
	for _, p := range v.parts {
		if p.name == nameCSV {
			v.account.Table = record.Hash(p.sum)
		}
	}
	return v.try(Integrity, "table", err, say("le tableau observations.csv se déduit des entrées", "the table observations.csv follows from the entries")) && v.guide()
}

// guide compares the two texts for people. Another edition of the program
// writes other words: that breaks no evidence, but the words are not vouched
// for.
func (v *verifier) guide() bool {
	if errors.Join(v.same(nameReadme, Guide), v.same(nameFormat, formats())) != nil {
		v.add(Integrity, "guide", Unchecked, say("le guide et les formats sont d’une autre édition du programme : ne suivez que ceux de la vôtre",
			"the guide and the formats are of another edition of the program: follow only those of yours"))
		return true
	}
	v.add(Integrity, "guide", OK, say("le guide et les formats sont ceux de ce programme", "the guide and the formats are this program's"))
	return true
}
