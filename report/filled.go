package report

import (
	"reflect"

	"constat/report/dossier"
)

// filled makes every list of d that is nil an empty one: a key is never null
// where readers expect a list.
func filled(d *dossier.Dossier) *dossier.Dossier { return Filled(d) }

// Filled does so for any part of a dossier.
func Filled[T any](part *T) *T {
	fill(reflect.ValueOf(part).Elem())
	return part
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		if v.IsNil() && v.CanSet() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		if holdsLists(v.Type().Elem()) {
			for i := range v.Len() {
				fill(v.Index(i))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i))
			}
		}
	}
}

// holdsLists spares the walk through lists of plain values.
func holdsLists(t reflect.Type) bool { return t.Kind() == reflect.Struct || t.Kind() == reflect.Slice }
