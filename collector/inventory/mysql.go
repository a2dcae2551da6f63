package inventory

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/go-sql-driver/mysql"

	"constat/store/record"
)

// askMySQL puts the query in a transaction that can only read.
func askMySQL(ctx context.Context, d *database) (string, error) {
	connector, err := mysql.NewConnector(d.mysql())
	if err != nil {
		return "", &stopped{record.Local, "not an address"}
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return "", ofMySQL(ctx, err)
	}
	defer conn.Close()
	// One of these is known: by MariaDB the first, by MySQL the second.
	_, _ = conn.ExecContext(ctx, fmt.Sprintf("set session max_statement_time = %d", int64(d.patience().Seconds())))
	_, _ = conn.ExecContext(ctx, fmt.Sprintf("set session max_execution_time = %d", d.patience().Milliseconds()))
	tx, err := conn.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return "", ofMySQL(ctx, err)
	}
	defer func() { _ = tx.Rollback() }() // there is nothing to lose
	rows, err := tx.QueryContext(ctx, d.ask.Question.Pick)
	if err != nil {
		return "", ofMySQL(ctx, err)
	}
	defer rows.Close()
	return oneNumber(ctx, rows)
}

func oneNumber(ctx context.Context, rows *sql.Rows) (string, error) {
	names, err := rows.Columns()
	if err != nil {
		return "", ofMySQL(ctx, err)
	}
	var text sql.NullString
	if len(names) != 1 || !rows.Next() || rows.Scan(&text) != nil || !text.Valid || rows.Next() {
		if err := rows.Err(); err != nil {
			return "", ofMySQL(ctx, err)
		}
		return "", notOne()
	}
	if err := rows.Err(); err != nil {
		return "", ofMySQL(ctx, err)
	}
	return text.String, nil
}

// mysql says how to connect.
func (d *database) mysql() *mysql.Config {
	c := mysql.NewConfig()
	c.Net, c.Addr, c.DBName = "tcp", hostPort(d.at), d.name
	c.User, c.Passwd = d.ask.Secret["user"], d.ask.Secret["password"]
	c.TLS, c.DialFunc, c.Timeout = d.secure, d.dial, dialTime
	c.ReadTimeout, c.WriteTimeout = silenceTime, silenceTime
	c.Logger = quiet{}
	return c
}

// quiet drops the client's own words: what matters is in its errors.
type quiet struct{}

func (quiet) Print(...any) {}

// ofMySQL knows the numbers of MySQL and MariaDB.
func ofMySQL(ctx context.Context, err error) error {
	var m *mysql.MySQLError
	if !errors.As(err, &m) {
		return ofDatabase(ctx, err)
	}
	detail := fmt.Sprintf("error %d", m.Number)
	switch m.Number {
	case 1969, 3024:
		return &stopped{record.ListTimeout, "the time given was over"}
	case 1044, 1045, 1142, 1143, 1227, 1698:
		return &stopped{record.ListRefused, detail}
	case 1049, 1146:
		return &stopped{record.ListAbsent, detail}
	}
	return &stopped{record.ListProtocol, detail}
}
