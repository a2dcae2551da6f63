package inventory

import (
	"errors"
	"regexp"
	"strings"
)

// CheckPick says what is wrong with a place where a number stands: a JSON path
// as $.items[0].total, or a regular expression with one group.
func CheckPick(pick string) error {
	if strings.HasPrefix(pick, "$") {
		_, err := parsePath(pick)
		return err
	}
	re, err := regexp.Compile(pick)
	if err != nil {
		return err
	}
	if re.NumSubexp() != 1 {
		return errors.New("a pattern has one group, the number")
	}
	return nil
}

var step = regexp.MustCompile(`^(?:\.([A-Za-z_][A-Za-z0-9_-]*)|\[([0-9]{1,9})\]|\['([^']*)'\])`)

// parsePath takes $.a[0]['b'] apart: texts are keys, numbers places.
func parsePath(path string) (steps [][2]string, err error) {
	rest := strings.TrimPrefix(path, "$")
	for rest != "" {
		m := step.FindStringSubmatch(rest)
		if m == nil {
			return nil, errors.New("not a path: $.key, $.list[0], $['key']")
		}
		steps = append(steps, [2]string{m[1] + m[3], m[2]})
		rest = rest[len(m[0]):]
	}
	return steps, nil
}
