package inventory

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"constat/store/record"
)

// A count is a number in an answer: how many records a store has.
type count struct {
	*web
	at   *url.URL
	pick string
}

const maxAnswer = 16 << 20 // bytes

func openCount(u *url.URL, ask Ask) (source, error) {
	w, err := openWeb(u, ask)
	if err != nil {
		return nil, err
	}
	return &count{w, u, ask.Question.Pick}, nil
}

// number asks, and reads the number.
func (c *count) number(ctx context.Context) (int64, error) {
	resp, err := c.do(ctx, http.MethodGet, c.at, nil, nil)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return 0, refusal(resp.StatusCode, false)
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return 0, bare(err)
	}
	if len(b) > maxAnswer {
		return 0, &stopped{record.ListLimit, "the answer is too long"}
	}
	n, ok := picked(b, c.pick)
	if !ok {
		return 0, &stopped{record.ListProtocol, "the answer has no whole number there"}
	}
	return n, nil
}

// picked reads a whole number of an answer.
func picked(b []byte, pick string) (n int64, ok bool) {
	if !strings.HasPrefix(pick, "$") {
		re, err := regexp.Compile(pick)
		if err != nil {
			return 0, false
		}
		m := re.FindSubmatch(b)
		if len(m) != 2 {
			return 0, false
		}
		return wholeNumber(string(m[1]))
	}
	steps, err := parsePath(pick)
	var v any
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	if err != nil || d.Decode(&v) != nil {
		return 0, false
	}
	for _, s := range steps {
		switch x := v.(type) {
		case map[string]any:
			v = x[s[0]]
		case []any:
			i, err := strconv.Atoi(s[1])
			if err != nil || i >= len(x) {
				return 0, false
			}
			v = x[i]
		default:
			return 0, false
		}
	}
	switch x := v.(type) {
	case json.Number:
		return wholeNumber(x.String())
	case []any: // how many there are
		return int64(len(x)), true
	}
	return 0, false
}

// wholeNumber reads digits, with blanks, commas or points between thousands.
func wholeNumber(s string) (int64, bool) {
	if grouped.MatchString(s) {
		s = separators.ReplaceAllString(s, "")
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= 0
}

var (
	grouped    = regexp.MustCompile(`^[0-9]{1,3}([ ,.'\x{a0}\x{202f}][0-9]{3})+$`)
	separators = regexp.MustCompile(`[^0-9]`)
)

func (c *count) list(context.Context, func(record.Held) error) error { return nil }

func (c *count) read(context.Context, string) (io.ReadCloser, error) { return nil, io.EOF }
