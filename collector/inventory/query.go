package inventory

import (
	"errors"
	"strings"

	"constat/store/record"
)

// DatabaseSchemes are those of stores that are asked a query.
var DatabaseSchemes = []string{"postgres", "mysql"}

// CheckQuery says what is wrong with a query that counts: see [record.IsQuery].
func CheckQuery(query string) error {
	switch {
	case strings.Contains(query, "@"):
		return errors.New("the query enters the log: it can hold no address of a person")
	case !record.IsQuery(query):
		return errors.New("a query is one SELECT on one line, without remarks, of 1000 bytes at most")
	}
	return nil
}
