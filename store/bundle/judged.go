package bundle

import (
	"fmt"
	"strconv"
	"strings"

	"constat/store/record"
)

// judged checks what an answer says of its conditions. Of one that broke off
// nothing is said; a condition on the status alone follows from the status.
// Other conditions need the body or the moment, and are left to whoever has
// them.
func judged(q record.Question, a record.Answer) error {
	if n := len(a.Conditions); n != len(q.Conditions) && (n != 0 || a.Fault == record.NoFault) {
		return fmt.Errorf("%d conditions are answered, %d were asked", n, len(q.Conditions))
	}
	for i, truth := range []byte(a.Conditions) {
		if a.Fault != record.NoFault && record.Truth(truth) != record.Unknown {
			return fmt.Errorf("condition %d is answered where the question stopped with %s", i+1, a.Fault)
		}
		want, simple := onStatus(q.Conditions[i], a.Status)
		if a.Fault == record.NoFault && simple && want != record.Truth(truth) {
			return fmt.Errorf("condition %d, %q, is said to be %q of status %d", i+1, q.Conditions[i], truth, a.Status)
		}
		if want, simple := onCode(q.Conditions[i], a.Code); a.Fault == record.NoFault && simple && want != record.Truth(truth) {
			return fmt.Errorf("condition %d, %q, is said to be %q of code %q", i+1, q.Conditions[i], truth, a.Code)
		}
	}
	return nil
}

// onStatus judges a condition of the form [STATUS] OPERATOR NUMBER, or turned
// round, with whole numbers of up to nine digits or, for == and !=, any(NUMBER, NUMBER). It says
// nothing of other forms.
func onStatus(condition string, status int) (truth record.Truth, simple bool) {
	fields := strings.Fields(condition)
	if len(fields) < 3 || strings.ContainsAny(condition, "\t\n\v\f\r\u0085\u00a0") {
		return 0, false
	}
	if len(fields) == 3 && strings.EqualFold(fields[2], "[STATUS]") {
		turned := map[string]string{"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
		fields = []string{fields[2], turned[fields[1]], fields[0]}
	}
	if !strings.EqualFold(fields[0], "[STATUS]") {
		return 0, false
	}
	order := fields[1] != "==" && fields[1] != "!="
	list, many := strings.CutPrefix(strings.Join(fields[2:], " "), "any(")
	list, closed := strings.CutSuffix(list, ")")
	if fields[1] == "" || many != closed || (many && order) || !strings.Contains(" == != < <= > >= ", " "+fields[1]+" ") {
		return 0, false
	}
	holds := false
	for text := range strings.SplitSeq(list, ",") {
		text = strings.TrimSpace(text)
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil || len(text) > 9 || (!many && strings.Contains(list, ",")) {
			return 0, false
		}
		holds = holds || compares(fields[1], status, int(n))
	}
	switch {
	case status == 0:
		return record.Unknown, true
	case holds == (fields[1] != "!="):
		return record.True, true
	}
	return record.False, true
}

// onCode judges a condition of the form [DNS_RCODE] == WORD or !=. It says
// nothing of other forms.
func onCode(condition, code string) (truth record.Truth, simple bool) {
	fields := strings.Fields(condition)
	if len(fields) != 3 || !strings.EqualFold(fields[0], "[DNS_RCODE]") || fields[1] != "==" && fields[1] != "!=" || strings.ContainsAny(fields[2], "()[]\\") {
		return 0, false
	}
	switch {
	case code == "":
		return record.Unknown, true
	case (code == fields[2]) == (fields[1] == "=="):
		return record.True, true
	}
	return record.False, true
}

// compares says whether a status and a number stand so; != is the opposite of
// what it says for ==, so that any(…) means none of these.
func compares(op string, status, n int) bool {
	switch op {
	case "<":
		return status < n
	case "<=":
		return status <= n
	case ">":
		return status > n
	case ">=":
		return status >= n
	}
	return status == n
}
