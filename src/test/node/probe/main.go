// SPDX-License-Identifier: Apache-2.0

// What pods of the tests run: a service that says which of its versions it is, a client that counts the answers, and nothing at all.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

func main() {
	ended, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if len(os.Args) < 2 {
		<-ended.Done() // The container that holds a pod's network.
		return
	}
	switch os.Args[1] {
	case "serve":
		serve(ended, os.Args[2], os.Args[3])
	case "load":
		load(ended, os.Args[2])
	default:
		fmt.Fprintln(os.Stderr, "usage: probe [serve ADDRESS TEXT | load URL]")
		os.Exit(2)
	}
}

// serve answers all requests with text, also for some seconds after it was told to end: until then clients may not know it.
func serve(ended context.Context, address, text string) {
	run(ended, address, 5*time.Second, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, text)
	}))
}

// load sends requests, one after the other by each of two clients: one keeps its connection, one has a new one each time.
// The address is asked for once, since DNS is not what is tested. What it has counted is served at port 8080.
func load(ended context.Context, target string) {
	service, err := url.Parse(target)
	if err != nil {
		panic(err)
	}
	addresses, err := net.LookupHost(service.Hostname())
	if err != nil {
		panic(err)
	}
	counts := &counts{Answers: map[string]int{}, Failures: []string{}}
	for _, keep := range []bool{true, false} {
		client := &http.Client{
			Timeout: 10 * time.Second,
			Transport: &http.Transport{
				DisableKeepAlives: !keep,
				DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
					dialer := net.Dialer{Timeout: 5 * time.Second}
					return dialer.DialContext(ctx, network, net.JoinHostPort(addresses[0], "80"))
				},
			},
		}
		go func() {
			for ended.Err() == nil {
				counts.add(ask(client, target))
				time.Sleep(5 * time.Millisecond)
			}
		}()
	}
	run(ended, ":8080", 0, counts)
}

func ask(client *http.Client, target string) (string, error) {
	response, err := client.Get(target)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", response.Status, body)
	}
	return string(body), err
}

func run(ended context.Context, address string, linger time.Duration, handler http.Handler) {
	server := &http.Server{Addr: address, Handler: handler}
	go func() {
		<-ended.Done()
		time.Sleep(linger)
		server.Shutdown(context.Background())
	}()
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type counts struct {
	mutex    sync.Mutex
	Answers  map[string]int `json:"answers"`
	Failed   int            `json:"failed"`
	Failures []string       `json:"failures"`
}

func (c *counts) add(answer string, err error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if err == nil {
		c.Answers[answer]++
		return
	}
	c.Failed++
	if len(c.Failures) < 10 {
		c.Failures = append(c.Failures, time.Now().UTC().Format(time.TimeOnly)+" "+err.Error())
	}
}

func (c *counts) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	json.NewEncoder(w).Encode(c)
}
