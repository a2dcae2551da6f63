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
		v.account, err = assemble(v.disclosure, v.leaves, v.hashes, answers)
	}
	if err == nil {
		err = v.account.consistent()
	}
	return v.try(Integrity, "entries", err, say("chaque entrée et chacune des %d réponses ont une seule lecture", "each entry and each of %d answers has one reading", len(answers)))
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
	for i := 1; i < len(list); i++ {
		if p, q := record.Sum(list[i-1]), record.Sum(list[i]); bytes.Compare(p[:], q[:]) >= 0 {
			return nil, errors.New("answers are not in order of digest")
		}
	}
	return list, nil
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
