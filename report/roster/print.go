package roster

import (
	"encoding/json"
	"math/big"
	"reflect"

	"constat/store/registry"
)

// Print is what a row says, in one form whatever kind of file it came in: amounts by their value, so
// that 12,50 and 12.5 are the same.
func (r Row) Print() []byte {
	m := r.Member
	even(reflect.ValueOf(&m).Elem())
	b, err := json.Marshal(m)
	if err != nil {
		panic("roster: internal error: " + err.Error()) // it was read from JSON
	}
	return b
}

func even(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			even(v.Field(i))
		}
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		one := reflect.New(v.Type().Elem()) // the row's own stays as it was
		one.Elem().Set(v.Elem())
		even(one.Elem())
		v.Set(one)
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		all := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(all, v)
		for i := range all.Len() {
			even(all.Index(i))
		}
		v.Set(all)
	case reflect.String:
		if n, ok := new(big.Rat).SetString(v.String()); ok && (v.Type() == reflect.TypeFor[registry.Amount]() || v.Type() == reflect.TypeFor[registry.Percent]()) {
			v.SetString(n.RatString())
		}
	}
}
