package veil

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// inner are the lists within a row whose items are rows of their own.
var inner = map[string]bool{"outages": true, "steps": true}

// apart are the keys within a row whose value is a fact by itself, so that the row can
// be opened without it, and it without the row: the heads of a bundle without whose it
// is, a member without the others who have the same sites.
var apart = map[string]bool{"heads": true, "also": true, "within": true}

// A cell is one fact as a report has it: JSON without blanks.
type cell struct {
	path string
	text []byte
}

// split cuts a report's JSON into its facts, in the order in which they stand.
func split(text []byte) ([]cell, error) {
	keys, err := pairs(text)
	if err != nil {
		return nil, fmt.Errorf("read facts: %w", err)
	}
	var out []cell
	seen := map[string]bool{}
	for _, k := range keys {
		if !nameForm.MatchString(k.key) || seen[k.key] {
			return nil, fmt.Errorf("read facts: key %.40q twice, or not a name", k.key)
		}
		seen[k.key] = true
		rows, err := rowsUnder(k.key, k.value)
		if err != nil {
			return nil, fmt.Errorf("read facts: %s: %w", k.key, err)
		}
		if out = append(out, rows...); len(out) > MaxRows {
			return nil, fmt.Errorf("read facts: more than %d rows", MaxRows)
		}
	}
	return out, nil
}

// rowsUnder are the items of a list of objects, each with what stands below it; or
// the value itself.
func rowsUnder(path string, value json.RawMessage) ([]cell, error) {
	list, ok, err := objects(value)
	if err != nil || !ok {
		text, err2 := compact(value)
		return []cell{{path, text}}, errors.Join(err, err2)
	}
	var out []cell
	for i, item := range list {
		rows, err := rowOf(fmt.Sprintf("%s[%d]", path, i), item)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// rowOf is an item without its inner lists, then those.
func rowOf(path string, item json.RawMessage) ([]cell, error) {
	keys, err := pairs(item)
	if err != nil {
		return nil, err
	}
	var below []cell
	own := []byte{'{'}
	for _, k := range keys {
		if list, ok, err := objects(k.value); err != nil {
			return nil, err
		} else if ok && inner[k.key] {
			for i, v := range list {
				text, err := compact(v)
				if err != nil {
					return nil, err
				}
				below = append(below, cell{fmt.Sprintf("%s.%s[%d]", path, k.key, i), text})
			}
			continue
		}
		value, err := compact(k.value)
		if err != nil {
			return nil, err
		}
		if apart[k.key] {
			below = append(below, cell{path + "." + k.key, value})
			continue
		}
		if len(own) > 1 {
			own = append(own, ',')
		}
		name, err := json.Marshal(k.key)
		if err != nil {
			return nil, err
		}
		own = append(append(append(own, name...), ':'), value...)
	}
	return append([]cell{{path, append(own, '}')}}, below...), nil
}

type pair struct {
	key   string
	value json.RawMessage
}

// pairs are the keys and values of an object, in the order in which they stand.
func pairs(text []byte) (out []pair, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.Join(errors.New("not an object"), err)
	}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, err
		}
		p := pair{key: t.(string)}
		if err := d.Decode(&p.value); err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(text[d.InputOffset():])) > 0 {
		return nil, errors.New("something comes behind it")
	}
	return out, nil
}

// objects are the items of a list that has objects and nothing else; ok is false
// for an empty one and for all that is none.
func objects(value json.RawMessage) (list []json.RawMessage, ok bool, err error) {
	if len(value) == 0 || value[0] != '[' {
		return nil, false, nil
	}
	if err := json.Unmarshal(value, &list); err != nil {
		return nil, false, err
	}
	for _, v := range list {
		if len(v) == 0 || v[0] != '{' {
			return nil, false, nil
		}
	}
	return list, len(list) > 0, nil
}

func compact(value []byte) ([]byte, error) {
	var b bytes.Buffer
	err := json.Compact(&b, value)
	return b.Bytes(), err
}
