package roster

import (
	"errors"
	"fmt"
)

// What can be wrong with a list, its map or a cell.
var (
	ErrTooLarge  = errors.New("the file is too large")
	ErrBook      = errors.New("not a workbook that can be read")
	ErrEncoding  = errors.New("not UTF-8, and nothing in it tells its encoding: say in the map encoding: windows-1252, utf-16le or utf-16be")
	ErrText      = errors.New("not text in the encoding that the map names")
	ErrSeparator = errors.New("the separator cannot be told: say in the map separator: \",\", \";\" or tab")
	ErrNoColumn  = errors.New("the map names a column that the list does not have")
	ErrTwice     = errors.New("the list has two columns of this title")
	ErrSheet     = errors.New("the workbook has no such sheet")
	ErrSheets    = errors.New("the workbook has several sheets: say in the map which one, sheet: NAME")
	ErrTitles    = errors.New("the row of titles is missing")
	ErrCells     = errors.New("another number of cells than there are titles")
	ErrQuotes    = errors.New("a quotation mark is missing or too many")
	ErrMany      = errors.New("too many rows or columns")

	ErrFormula = errors.New("is a formula: have the spreadsheet put the value in its place, or say in the map formulas: values")
	ErrError   = errors.New("holds an error of the spreadsheet")
	ErrAmount  = errors.New("not an amount in the form that the map names (amounts: fr for 1 234,56; en for 1,234.56)")
	ErrDay     = errors.New("not a day in the form that the map names (dates: fr for 31/12/2021; us for 12/31/2021); a year has four digits")
	ErrZone    = errors.New("is a time without a zone: say in the map zone: America/Toronto")
	ErrHour    = errors.New("is an hour that the zone had twice or not at all that day")
	ErrYesNo   = errors.New("neither yes nor no")
	ErrDigits  = errors.New("has more digits than a spreadsheet keeps: write it as text")

	ErrMap  = errors.New("not a map that can be read")
	ErrPath = errors.New("not a field of a member")
	ErrForm = errors.New("not one of the forms there are")
)

// A Problem says where something is wrong, and never what stands there.
type Problem struct {
	Line   int    // 0 when it is not of a line
	Column string // a title, or a key of the map; "" when it is of neither
	Err    error
}

func (p *Problem) Error() string {
	at := ""
	if p.Line > 0 {
		at = fmt.Sprintf("line %d: ", p.Line)
	}
	if p.Column != "" {
		at += fmt.Sprintf("%q: ", p.Column)
	}
	return at + p.Err.Error()
}

// Unwrap gives the cause.
func (p *Problem) Unwrap() error { return p.Err }
