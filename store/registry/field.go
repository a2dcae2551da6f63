package registry

import "reflect"

// Field is one field of a member, as whoever asks for it must know it.
type Field struct {
	Path    string   // as "contract.fee", or "damage[].amount" in each item of a list
	Word    string   // what it holds: "text", "yes or no", "number", else the name of its type, as "Amount"
	Max     int      // of a text: its longest, in characters
	Lines   bool     // a text of several lines
	Many    bool     // a list of such words
	Choices []string // of a closed list: all of it
}

// Fields are all fields of a member, in the order of [Member].
func Fields() []Field { return fieldsOf(reflect.TypeFor[Member](), "") }

func fieldsOf(t reflect.Type, path string) []Field {
	var all []Field
	for i := range t.NumField() {
		f := t.Field(i)
		of, at := f.Type, under(path, keyOf(f))
		list := of.Kind() == reflect.Slice
		if list || of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		switch {
		case of.Kind() == reflect.Struct && list:
			all = append(all, fieldsOf(of, at+"[]")...)
		case of.Kind() == reflect.Struct:
			all = append(all, fieldsOf(of, at)...)
		default:
			all = append(all, fieldOf(of, at, f.Tag, list))
		}
	}
	return all
}

func fieldOf(t reflect.Type, path string, tag reflect.StructTag, list bool) Field {
	f := Field{Path: path, Word: t.Name(), Many: list}
	switch t.Kind() {
	case reflect.Bool:
		f.Word = "yes or no"
		return f
	case reflect.Int, reflect.Int64:
		f.Word = "number"
		return f
	}
	if f.Word == "string" {
		f.Word = "text"
	}
	f.Max, f.Lines = maxText, tag.Get("lines") == "many"
	if !list {
		f.Max = bound(tag, maxText)
	}
	if c, ok := reflect.Zero(t).Interface().(interface{ choices() []string }); ok {
		f.Choices = c.choices()
	}
	return f
}
