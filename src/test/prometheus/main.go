// SPDX-License-Identifier: Apache-2.0

// Asks Prometheus's own parser and engine about expressions. It reads one JSON document from standard input (Question),
// and answers with one (Answer) on standard output.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/model/rulefmt"
	"github.com/prometheus/prometheus/model/textparse"
	"github.com/prometheus/prometheus/promql"
	"github.com/prometheus/prometheus/promql/parser"
	"github.com/prometheus/prometheus/storage"
	"github.com/prometheus/prometheus/tsdb"
)

// Question is what there is to know, and what is to be found out. Times are seconds.
type Question struct {
	Scrapes []Scrape `json:"scrapes"`
	// In the notation of promtool's unit tests, such as {"up{job=\"x\"}": "1x10 0x5"}.
	Series   map[string]string `json:"series"`
	Interval float64           `json:"interval"`
	Queries  []Query           `json:"queries"`
	// Files of rules.
	Rules []string `json:"rules"`
}

// Scrape is a page of metrics as a scrape at that time found it.
type Scrape struct {
	Time   float64           `json:"time"`
	Page   string            `json:"page"`
	Labels map[string]string `json:"labels"`
}

// Query is an expression to evaluate. Loosely means that comparisons keep what they would filter out, as 0 or 1, and that
// selectors take any value of the labels that they name.
type Query struct {
	Expr    string  `json:"expr"`
	Time    float64 `json:"time"`
	Loosely bool    `json:"loosely"`
}

// Answer has a result for each query, and what is wrong with the rules.
type Answer struct {
	Results []Result `json:"results"`
	Rules   []string `json:"rules"`
}

// Result has the labels of each series that a query yields, and for each of its selectors how many series have that name and
// labels of those names.
type Result struct {
	Error     string              `json:"error"`
	Series    []map[string]string `json:"series"`
	Selectors map[string]int      `json:"selectors"`
}

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	var question Question
	if err := json.NewDecoder(in).Decode(&question); err != nil {
		return err
	}
	quiet := slog.New(slog.DiscardHandler)
	folder, err := os.MkdirTemp("", "prometheus-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	db, err := tsdb.Open(folder, quiet, nil, tsdb.DefaultOptions(), nil)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := load(db, question); err != nil {
		return err
	}
	engine := promql.NewEngine(promql.EngineOpts{
		Logger:        quiet,
		MaxSamples:    1_000_000,
		Timeout:       10 * time.Second,
		LookbackDelta: 5 * time.Minute,
	})
	answer := Answer{Results: []Result{}, Rules: []string{}}
	for _, query := range question.Queries {
		answer.Results = append(answer.Results, ask(engine, db, query))
	}
	for _, file := range question.Rules {
		_, problems := rulefmt.ParseFile(file, false, model.UTF8Validation, parser.NewParser(parser.Options{}), quiet)
		for _, problem := range problems {
			answer.Rules = append(answer.Rules, problem.Error())
		}
	}
	return json.NewEncoder(out).Encode(answer)
}

func load(db *tsdb.DB, question Question) error {
	appender := db.Appender(context.Background())
	for _, scrape := range question.Scrapes {
		if err := loadPage(appender, scrape); err != nil {
			return err
		}
	}
	for name, values := range question.Series {
		metric, samples, err := parser.NewParser(parser.Options{}).ParseSeriesDesc(name + " " + values)
		if err != nil {
			return err
		}
		for index, sample := range samples {
			if sample.Omitted {
				continue
			}
			at := millis(float64(index) * question.Interval)
			if _, err := appender.Append(0, metric, at, sample.Value); err != nil {
				return err
			}
		}
	}
	return appender.Commit()
}

func loadPage(appender storage.Appender, scrape Scrape) error {
	page, err := textparse.New([]byte(scrape.Page), "text/plain", labels.NewSymbolTable(), textparse.ParserOptions{})
	if err != nil {
		return err
	}
	for {
		entry, err := page.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if entry != textparse.EntrySeries {
			continue
		}
		var metric labels.Labels
		page.Labels(&metric)
		_, _, value := page.Series()
		builder := labels.NewBuilder(metric)
		for name, it := range scrape.Labels {
			builder.Set(name, it)
		}
		if _, err := appender.Append(0, builder.Labels(), millis(scrape.Time), value); err != nil {
			return err
		}
	}
}

func ask(engine *promql.Engine, db *tsdb.DB, query Query) Result {
	result := Result{Series: []map[string]string{}, Selectors: map[string]int{}}
	expr, err := parser.NewParser(parser.Options{}).ParseExpr(query.Expr)
	if err != nil {
		result.Error = err.Error()
		return result
	}
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		switch it := node.(type) {
		case *parser.BinaryExpr:
			if query.Loosely && it.Op.IsComparisonOperator() {
				it.ReturnBool = true
			}
		case *parser.VectorSelector:
			any := withAnyValues(it)
			selector := any.String()
			if query.Loosely {
				it.LabelMatchers = any.LabelMatchers
			}
			found, err := evaluate(engine, db, selector, query.Time)
			if err != nil {
				result.Error = err.Error()
			}
			result.Selectors[selector] = len(found)
		}
		return nil
	})
	found, err := evaluate(engine, db, expr.String(), query.Time)
	if err != nil {
		result.Error = err.Error()
	}
	result.Series = append(result.Series, found...)
	return result
}

func withAnyValues(selector *parser.VectorSelector) *parser.VectorSelector {
	any := &parser.VectorSelector{Name: selector.Name}
	for _, matcher := range selector.LabelMatchers {
		if matcher.Name != labels.MetricName {
			matcher = labels.MustNewMatcher(labels.MatchNotEqual, matcher.Name, "")
		}
		any.LabelMatchers = append(any.LabelMatchers, matcher)
	}
	return any
}

func evaluate(engine *promql.Engine, db *tsdb.DB, expr string, seconds float64) ([]map[string]string, error) {
	query, err := engine.NewInstantQuery(context.Background(), db, nil, expr, time.UnixMilli(millis(seconds)))
	if err != nil {
		return nil, err
	}
	defer query.Close()
	result := query.Exec(context.Background())
	if result.Err != nil {
		return nil, result.Err
	}
	switch value := result.Value.(type) {
	case promql.Vector:
		found := make([]map[string]string, 0, len(value))
		for _, sample := range value {
			found = append(found, sample.Metric.Map())
		}
		return found, nil
	case promql.Scalar:
		return []map[string]string{{}}, nil
	default:
		return nil, fmt.Errorf("%s is neither a vector nor a number", expr)
	}
}

func millis(seconds float64) int64 {
	return int64(seconds * 1000)
}
