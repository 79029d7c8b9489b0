<?php
/**
 * Plugin Name: fineness for Akismet
 * Description: Sends what the Akismet plugin asks to a fineness server of your own. Nothing goes to akismet.com any more.
 * License: MIT OR Apache-2.0
 *
 * Put this file into wp-content/mu-plugins/, and two lines into wp-config.php:
 *
 *     define( 'FINENESS_URL', 'http://127.0.0.1:8612' );
 *     define( 'WPCOM_API_KEY', 'the key of your fineness-keys.toml' );
 */

defined( 'ABSPATH' ) || exit;

add_filter(
	'pre_http_request',
	function ( $answer, $arguments, $url ) {
		$parts = wp_parse_url( $url );
		$host  = isset( $parts['host'] ) ? $parts['host'] : '';
		if ( ! defined( 'FINENESS_URL' ) || ! preg_match( '/(^|\.)rest\.akismet\.com$/', $host ) ) {
			return $answer;
		}
		$path  = isset( $parts['path'] ) ? $parts['path'] : '/';
		$query = isset( $parts['query'] ) ? '?' . $parts['query'] : '';
		// Old versions of the plugin put the key before the host, where the server looks for it, too.
		if ( ! isset( $arguments['headers'] ) || ! is_array( $arguments['headers'] ) ) {
			$arguments['headers'] = array();
		}
		$arguments['headers']['Host'] = $host;
		return wp_remote_request( untrailingslashit( FINENESS_URL ) . $path . $query, $arguments );
	},
	10,
	3
);
