<?php
// The shipped plugin in a WordPress of four functions, as WordPress documents them, making the calls of the Akismet plugin.

define( 'ABSPATH', __DIR__ );
define( 'FINENESS_URL', 'http://' . getenv( 'FINENESS_ADDRESS' ) . '/' );

function add_filter( $name, $function, $priority, $arguments ) {
	if ( 'pre_http_request' !== $name || 3 !== $arguments ) {
		throw new Exception( "unknown filter $name" );
	}
	$GLOBALS['before_request'] = $function;
}

function wp_parse_url( $url ) {
	return parse_url( $url );
}

function untrailingslashit( $text ) {
	return rtrim( $text, '/' );
}

// WordPress asks its filters first, and sends the request itself where none of them answers.
function wp_remote_request( $url, $arguments ) {
	$answer = $GLOBALS['before_request']( false, $arguments, $url );
	if ( false !== $answer ) {
		return $answer;
	}
	$headers = '';
	foreach ( $arguments['headers'] as $name => $value ) {
		$headers .= "$name: $value\r\n";
	}
	$context = stream_context_create(
		array(
			'http' => array(
				'method'        => $arguments['method'],
				'header'        => $headers,
				'content'       => $arguments['body'],
				'ignore_errors' => true,
			),
		)
	);
	return array( 'body' => file_get_contents( $url, false, $context ), 'headers' => $http_response_header );
}

require __DIR__ . '/../../integrations/wordpress/fineness.php';

function ask( $host, $path, $fields ) {
	$arguments = array(
		'method'  => 'POST',
		'headers' => array( 'Content-Type' => 'application/x-www-form-urlencoded', 'User-Agent' => 'WordPress/6.9 | Akismet/5.6' ),
		'body'    => http_build_query( $fields ),
	);
	return wp_remote_request( "https://$host/$path", $arguments )['body'];
}

function expect( $what, $expected, $got ) {
	if ( $expected !== $got ) {
		fwrite( STDERR, "$what: $got instead of $expected\n" );
		exit( 1 );
	}
}

$key  = getenv( 'FINENESS_KEY' );
$site = array( 'blog' => 'http://mill.example/', 'user_ip' => '203.0.113.7' );
$spam = array(
	'comment_author'     => 'cheap watches london',
	'comment_author_url' => 'http://watches.example/buy/cheap.html',
	'comment_content'    => 'Great post! I really enjoyed reading this, keep up the good work, thanks for sharing.',
);
$ham  = array( 'comment_author' => 'Anna', 'comment_content' => 'The sluice leaks.' );

expect( 'the key', 'valid', ask( 'rest.akismet.com', '1.1/verify-key', $site + array( 'key' => $key ) ) );
expect( 'a wrong key', 'invalid', ask( 'rest.akismet.com', '1.1/verify-key', $site + array( 'key' => 'wrong' ) ) );
expect( 'an advertisement', 'true', ask( 'rest.akismet.com', '1.1/comment-check', $site + $spam + array( 'api_key' => $key ) ) );
expect( 'a comment', 'false', ask( "$key.rest.akismet.com", '1.1/comment-check', $site + $ham ) );
expect(
	'a correction',
	'Thanks for making the web a better place.',
	ask( 'rest.akismet.com', '1.1/submit-ham', $site + $spam + array( 'api_key' => $key ) )
);
expect( 'another host', false, $before_request( false, array( 'headers' => array() ), 'https://api.wordpress.org/plugins/' ) );
